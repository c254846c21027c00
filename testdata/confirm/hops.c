/* A function with a way of its own through its calls for each number up to
 * 63: a run has to know all of them, whatever addresses it was loaded at. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static int
hop(long high)
{
    PyObject *o = high ? PyLong_FromLong(5000) : PyFloat_FromDouble(0.5);
    Py_XDECREF(o);
    return o == NULL ? -1 : 0;
}

static PyObject *
hops(PyObject *self, PyObject *arg)
{
    long number = PyLong_AsLong(arg);
    if (number == -1 && PyErr_Occurred())
        return NULL;
    for (int bit = 0; bit < 6; bit++) {
        if (hop(number >> bit & 1) < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

/* Dies in a header of Python's when there is no memory. */
static PyObject *
dropped(PyObject *self, PyObject *arg)
{
    Py_DECREF(PyLong_FromLong(5000));
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"hops", hops, METH_O, NULL},
    {"dropped", dropped, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hops", .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hops(void)
{
    return PyModule_Create(&module);
}
