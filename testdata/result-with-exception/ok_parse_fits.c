/* "O" takes anything, and the code has asked how many there are. */
#include <Python.h>

int
init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *q = NULL;
    double w;
    Py_ssize_t size = PyTuple_Size(args);
    if (size == 1) {
        if (PyArg_ParseTuple(args, "O", &q) && PyList_Check(q))
            return 0;
        else if (PyArg_ParseTuple(args, "d", &w))
            return 0;
    }
    PyErr_SetString(PyExc_TypeError, "takes one argument");
    return -1;
}
