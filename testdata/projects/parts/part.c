#include <Python.h>

static PyObject *
part(PyObject *self)
{
    Py_INCREF(self);
    return self;
}
