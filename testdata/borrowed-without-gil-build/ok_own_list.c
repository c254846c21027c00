/* A list that nobody else has. */
#include <Python.h>

PyObject *
largest(PyObject *o)
{
    PyObject *list = PySequence_List(o), *result = NULL;
    if (list == NULL)
        return NULL;
    if (PyList_Sort(list) == 0 && PyList_GET_SIZE(list) > 0)
        result = PyObject_Str(
            PyList_GET_ITEM(list, PyList_GET_SIZE(list) - 1));
    Py_DECREF(list);
    return result;
}
