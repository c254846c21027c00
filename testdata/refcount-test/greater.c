// PYTHON >=3.10
/* The other way round. */
#include <Python.h>

PyObject *
own_list(PyObject *list)
{
    if (Py_REFCNT(list) > 1) // WARN refcount-test
        return PyList_GetSlice(list, 0, PyList_GET_SIZE(list));
    Py_INCREF(list);
    return list;
}
