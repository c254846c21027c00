/* Every slot gets a reference of its own in the loop. */
#include <Python.h>

PyObject *
repeat(PyObject *o, Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_INCREF(o);
        PyList_SET_ITEM(list, i, o);
    }
    return list;
}
