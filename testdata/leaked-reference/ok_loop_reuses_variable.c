/* The variable is released at the end of each round and filled anew. */
#include <Python.h>

int
extend_with_reprs(PyObject *list, PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable), *item;
    if (it == NULL)
        return -1;
    while ((item = PyIter_Next(it))) {
        PyObject *r = PyObject_Repr(item);
        Py_DECREF(item);
        if (r == NULL)
            break;
        int rc = PyList_Append(list, r);
        Py_DECREF(r);
        if (rc < 0)
            break;
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : 0;
}
