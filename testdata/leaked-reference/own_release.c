/* A unit with a Py_DECREF() of its own, written out so that it is inlined. */
#include <Python.h>

#undef Py_DECREF
#define Py_DECREF(arg)                                                        \
    do {                                                                      \
        PyObject *op = (PyObject *)(arg);                                     \
        Py_SET_REFCNT(op, Py_REFCNT(op) - 1);                                 \
        if (Py_REFCNT(op) == 0) {                                             \
            destructor dealloc = Py_TYPE(op)->tp_dealloc;                     \
            (*dealloc)(op);                                                   \
        }                                                                     \
    } while (0)

#undef Py_XDECREF
#define Py_XDECREF(arg)                                                       \
    do {                                                                      \
        PyObject *xop = (PyObject *)(arg);                                    \
        if (xop != NULL) {                                                    \
            Py_DECREF(xop);                                                   \
        }                                                                     \
    } while (0)

PyObject *
ok_released(PyObject *self, PyObject *o)
{
    PyObject *r = NULL, *s = PyObject_Str(o);
    if (s == NULL || (r = PyObject_Repr(o)) == NULL) {
        Py_XDECREF(s);
        Py_XDECREF(r);
        return NULL;
    }
    Py_DECREF(r);
    return s;
}

PyObject *
lost(PyObject *self, PyObject *o)
{
    PyObject *r = NULL, *s = PyObject_Str(o);
    if (s == NULL || (r = PyObject_Repr(o)) == NULL) {
        Py_XDECREF(r);
        return NULL; // WARN leaked-reference "'s' leaked"
    }
    Py_DECREF(r);
    return s;
}
