/* The list is lost when str(a) raises. */
#include <Python.h>

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL)
        return NULL; // WARN leaked-reference "'list'"
    PyList_SET_ITEM(list, 0, s);
    return list;
}
