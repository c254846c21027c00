// PYTHON >=3.10
/* Another number. */
#include <Python.h>

int
is_single(PyObject *tuple)
{
    return PyTuple_GET_SIZE(tuple) == 1;
}
