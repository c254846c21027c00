/* One within the other. */
#include <Python.h>

static void
drop(PyObject *o)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_XDECREF(o);
    PyGILState_Release(gil);
}

void
drop_both(PyObject *a, PyObject *b)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    drop(a);
    Py_XDECREF(b);
    PyGILState_Release(gil);
}
