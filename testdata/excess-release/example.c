/* PyList_GetItem() only lends the item. */
#include <Python.h>

PyObject *
first_repr(PyObject *list)
{
    PyObject *item = PyList_GetItem(list, 0);
    if (item == NULL)
        return NULL;
    PyObject *repr = PyObject_Repr(item);
    Py_DECREF(item); // WARN excess-release "'item'"
    return repr;
}

// RUN first_repr([object(), object()])
