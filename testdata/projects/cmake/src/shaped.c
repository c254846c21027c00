#include <Python.h>
#include "helper.h"

PyObject *
shaped_name(PyObject *self)
{
    return PyUnicode_FromFormat("%s %d", SHAPED_NAME, helper_sides());
}
