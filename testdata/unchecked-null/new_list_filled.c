/* The list is filled although making it may fail. */
#include <Python.h>

PyObject *
ones(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_INCREF(Py_True);
        PyList_SET_ITEM(list, i, Py_True); // WARN unchecked-null "'list'"
    }
    return list;
}
