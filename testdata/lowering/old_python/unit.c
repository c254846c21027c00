#include <Python.h>

/* As extensions of that time that were written for both. */
#ifndef PY_SSIZE_T_MAX
typedef int Py_ssize_t;
#endif

int
is_true(PyObject *o)
{
    Py_ssize_t result;
    Py_INCREF(o);
    result = PyObject_IsTrue(o);
    Py_DECREF(o);
    return result;
}

/* An assignment has a value. */
int
fill(PyObject *tuple, PyObject *o)
{
    if (!PyTuple_SET_ITEM(tuple, 0, o))
        return -1;
    return 0;
}
