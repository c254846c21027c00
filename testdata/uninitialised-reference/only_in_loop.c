/* Without items the variable stays as it was. */
#include <Python.h>

PyObject *
first_true(PyObject *seq)
{
    PyObject *item;
    Py_ssize_t i, n = PySequence_Size(seq);
    if (n < 0)
        return NULL;
    for (i = 0; i < n; i++) {
        item = PySequence_GetItem(seq, i);
        if (item == NULL)
            return NULL;
        break;
    }
    PyObject *text = PyObject_Str(item); // WARN uninitialised-reference "'item' used although it never got a value"
    Py_DECREF(item);
    return text;
}
