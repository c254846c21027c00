/* The last but one of a list that may have one item only. */
#include <Python.h>

PyObject *
last_but_one(PyObject *list)
{
    Py_ssize_t size = PyList_Size(list);
    PyObject *item;
    if (size < 1)
        Py_RETURN_NONE;
    item = PyList_GetItem(list, size - 2);
    Py_INCREF(item); // WARN unchecked-null "'item' is NULL"
    return item;
}
