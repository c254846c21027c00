/* PyList_SetItem() releases what was there: the old item is not ours. */
#include <Python.h>

PyObject *
swap_first(PyObject *list, PyObject *fresh)
{
    PyObject *old = PyList_GetItem(list, 0);
    if (old == NULL)
        return NULL;
    Py_INCREF(fresh);
    if (PyList_SetItem(list, 0, fresh) < 0)
        return NULL;
    Py_INCREF(old); // WARN invalidated-borrow "'old', borrowed from 'list',"
    return old;
}
