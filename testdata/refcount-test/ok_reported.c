// PYTHON >=3.10
/* The count itself is what is asked for. */
#include <Python.h>

PyObject *
count_of(PyObject *self, PyObject *o)
{
    (void)self;
    return PyLong_FromSsize_t(Py_REFCNT(o));
}
