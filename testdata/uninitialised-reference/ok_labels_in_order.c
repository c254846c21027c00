/* One label for each stage: each releases only what there is. */
#include <Python.h>

PyObject *
both(PyObject *o)
{
    PyObject *a, *b, *r = NULL;
    a = PyObject_GetAttrString(o, "a");
    if (a == NULL)
        goto no_a;
    b = PyObject_GetAttrString(o, "b");
    if (b == NULL)
        goto no_b;
    r = PyTuple_Pack(2, a, b);
    Py_DECREF(b);
no_b:
    Py_DECREF(a);
no_a:
    return r;
}
