#include <Python.h>
#include "in this.h"

PyObject *
odd(PyObject *self)
{
    return PyLong_FromLong(NUMBER);
}
