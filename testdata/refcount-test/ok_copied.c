// PYTHON >=3.10
/* A copy in any case. */
#include <Python.h>

PyObject *
own_copy(PyObject *list)
{
    return PyList_GetSlice(list, 0, PyList_GET_SIZE(list));
}
