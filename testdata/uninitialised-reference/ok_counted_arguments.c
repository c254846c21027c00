/* The number of arguments says which of the optional ones were passed. */
#include <Python.h>

PyObject *
slice_of(PyObject *self, PyObject *args)
{
    PyObject *first, *second;
    if (!PyArg_UnpackTuple(args, "slice_of", 0, 2, &first, &second))
        return NULL;
    if (PyTuple_GET_SIZE(args) > 0) {
        if (PyTuple_GET_SIZE(args) == 2 && second == Py_None)
            Py_RETURN_NONE;
        Py_INCREF(first);
        return first;
    }
    Py_RETURN_NONE;
}

PyObject *
last_of(PyObject *self, PyObject *args)
{
    PyObject *first, *second;
    if (!PyArg_ParseTuple(args, "O|O", &first, &second))
        return NULL;
    PyObject *last = PyTuple_Size(args) == 2 ? second : first;
    Py_INCREF(last);
    return last;
}
