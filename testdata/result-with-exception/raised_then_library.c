/* The code raises and goes on to clean up with functions of a library, which
 * leave the exception alone; then it forgets to fail. */
#include <Python.h>

struct port;
int port_open(struct port *, int baud);
void port_reset(struct port *);
void port_report_problem(struct port *);

static struct port *port;

static PyObject *
open_port(PyObject *self, PyObject *noargs)
{
    if (port_open(port, 9600) < 0) {
        PyErr_SetString(PyExc_OSError, "cannot open the port");
        port_reset(port);
    }
    Py_RETURN_NONE;   // WARN result-with-exception
}

static PyObject *
reopen_port(PyObject *self, PyObject *noargs)
{
    if (port_open(port, 9600) < 0) {
        PyErr_SetString(PyExc_OSError, "cannot open the port");
        port_reset(port);
        return NULL;
    }
    Py_RETURN_NONE;
}

/* May well print and clear it. */
static PyObject *
try_port(PyObject *self, PyObject *noargs)
{
    if (port_open(port, 9600) < 0) {
        PyErr_SetString(PyExc_OSError, "cannot open the port");
        port_report_problem(port);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"open", open_port, METH_NOARGS, NULL},
    {"reopen", reopen_port, METH_NOARGS, NULL},
    {"attempt", try_port, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "port", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_port(void)
{
    return PyModule_Create(&def);
}
