/* A call that gives a reference. */
#include <Python.h>

PyObject *
first_of(PyObject *list)
{
    PyObject *first = PySequence_GetItem(list, 0);
    if (first == NULL)
        return NULL;
    PyObject *text = PyObject_Str(first);
    Py_DECREF(first);
    return text;
}
