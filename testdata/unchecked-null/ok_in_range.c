/* The slots of a tuple that was just made from two values are not NULL. */
#include <Python.h>

PyObject *
second(double a, double b)
{
    PyObject *t = Py_BuildValue("(dd)", a, b);
    if (t == NULL)
        return NULL;
    PyObject *item = PyTuple_GetItem(t, 1);
    Py_INCREF(item);
    Py_DECREF(t);
    return item;
}
