/* Macros in do { } while (0), with a jump inside. */
#include <Python.h>

#define ENSURE(x)                                                            \
    do {                                                                     \
        if ((x) == NULL)                                                     \
            goto fail;                                                       \
    } while (0)

#define RELEASE(x)                                                           \
    do {                                                                     \
        PyObject *tmp_ = (x);                                                \
        (x) = NULL;                                                          \
        Py_XDECREF(tmp_);                                                    \
    } while (0)

PyObject *
right(PyObject *o)
{
    PyObject *a = NULL, *b = NULL, *r = NULL;
    ENSURE(a = PyObject_Str(o));
    ENSURE(b = PyObject_Repr(o));
    r = PyUnicode_Concat(a, b);
fail:
    RELEASE(a);
    RELEASE(b);
    return r;
}

PyObject *
wrong(PyObject *o)
{
    PyObject *a = NULL, *b = NULL, *r;
    ENSURE(a = PyObject_Str(o));
    ENSURE(b = PyObject_Repr(o));
    r = PyUnicode_Concat(a, b);
    RELEASE(a);
    RELEASE(b);
    return r;
fail:
    return NULL; // WARN leaked-reference "'a'"
}
