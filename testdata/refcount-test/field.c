// PYTHON >=3.10
/* A result that is used again when nobody kept it, as zip() does. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *result;
} Zip;

PyObject *
zip_next(Zip *self)
{
    if (Py_REFCNT(self->result) == 1) { // WARN refcount-test
        Py_INCREF(self->result);
        return self->result;
    }
    return PyTuple_New(2);
}
