/* The helper raises for negative codes and hands on the others. */
#include <Python.h>

int driver_fd(void *driver);

static int
raise_if_negative(int code)
{
    if (code >= 0)
        return code;
    if (code == -22)
        PyErr_SetString(PyExc_ValueError, "invalid argument");
    else if (code == -12)
        PyErr_NoMemory();
    else
        PyErr_Format(PyExc_OSError, "code %d", code);
    return -1;
}

static PyObject *
driver_fileno(PyObject *self, PyObject *ignored)
{
    int fd = driver_fd(PyModule_GetState(self));
    raise_if_negative(fd);
    if (fd < 0)
        return NULL;
    return PyLong_FromLong(fd);
}

static PyObject *
driver_open(PyObject *self, PyObject *arg)
{
    int port = PyLong_AsLong(arg) == 80 ? 80 : -5;
    if (port < 0) {
        PyErr_Clear();
        raise_if_negative(-22);
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"fileno", driver_fileno, METH_NOARGS, NULL},
    {"open", driver_open, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "driver", NULL, 8, methods,
};

PyMODINIT_FUNC
PyInit_driver(void)
{
    return PyModule_Create(&module);
}
