/* None is there whoever releases it. */
#include <Python.h>

PyObject *
nothing(void)
{
    PyObject *pair = PyTuple_New(1);
    if (pair == NULL)
        return NULL;
    Py_INCREF(Py_None);
    PyTuple_SET_ITEM(pair, 0, Py_None);
    Py_DECREF(pair);
    Py_INCREF(Py_None);
    return Py_None;
}
