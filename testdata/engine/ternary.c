/* ?: is control flow, also for references. */
#include <Python.h>

PyObject *
right(PyObject *o, int repr)
{
    PyObject *s = repr ? PyObject_Repr(o) : PyObject_Str(o);
    return s ? s : PyUnicode_FromString("?");
}

int
wrong(PyObject *o, int repr)
{
    PyObject *s = repr ? PyObject_Repr(o) : o;
    if (s == NULL)
        return -1;
    return PyUnicode_Check(s); // WARN leaked-reference "'s'"
}
