/* What is said is what is done. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

static PyObject *cache;

REFAUDIT_RETURNS_BORROWED
PyObject *
cached(void)
{
    return cache;
}

REFAUDIT_RETURNS_NEW
PyObject *
fresh(void)
{
    return PyList_New(0);
}

REFAUDIT_STEALS(1)
void
drop(PyObject *o)
{
    Py_XDECREF(o);
}

REFAUDIT_SETS_EXCEPTION
PyObject *
fail_with(const char *text)
{
    PyErr_SetString(PyExc_ValueError, text);
    return NULL;
}

REFAUDIT_NEGATIVE_SETS_EXCEPTION
int
level_of(PyObject *o)
{
    long n = PyLong_AsLong(o);
    if (n == -1 && PyErr_Occurred())
        return -1;
    return n > 0;
}
