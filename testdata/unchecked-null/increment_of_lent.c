/* The index may be out of range. */
#include <Python.h>

PyObject *
nth(PyObject *list, Py_ssize_t i)
{
    PyObject *item = PyList_GetItem(list, i);
    Py_INCREF(item); // WARN unchecked-null "'item'"
    return item;
}
