/* Two bits say what is owned. */
#include <Python.h>

enum { HAVE_A = 1, HAVE_B = 2 };

int
right(PyObject *o, int how)
{
    PyObject *a = NULL, *b = NULL;
    unsigned have = 0;
    if (how > 0) {
        if ((a = PyObject_Str(o)) == NULL)
            return -1;
        have |= HAVE_A;
    }
    if (how > 1) {
        b = PyObject_Repr(o);
        if (b != NULL)
            have |= HAVE_B;
        else
            PyErr_WriteUnraisable(o);
    }
    if (have & HAVE_B)
        Py_DECREF(b);
    if (have & HAVE_A)
        Py_DECREF(a);
    return (int)have;
}
