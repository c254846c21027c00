/* One address for each object that may come. */
#include <Python.h>

PyObject *
get(PyObject *self, PyObject *args)
{
    PyObject *key, *fallback = Py_None;
    if (!PyArg_UnpackTuple(args, "get", 1, 2, &key, &fallback))
        return NULL;
    return PyBool_FromLong(key == fallback);
}

PyObject *
nothing(PyObject *self, PyObject *args)
{
    if (!PyArg_UnpackTuple(args, "nothing", 0, 0))
        return NULL;
    Py_RETURN_NONE;
}
