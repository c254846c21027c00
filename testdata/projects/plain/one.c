#include "shared.h"

PyObject *
one(PyObject *self)
{
    return PyLong_FromLong(1);
}
