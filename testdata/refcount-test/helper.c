// PYTHON >=3.10
/* A helper with a cast. */
#include <Python.h>

static inline int
unique(void *p)
{
    return Py_REFCNT((PyObject *)p) <= 1; // WARN refcount-test
}

PyObject *
in_place(PyObject *self, PyObject *o)
{
    (void)self;
    return PyBool_FromLong(unique(o));
}
