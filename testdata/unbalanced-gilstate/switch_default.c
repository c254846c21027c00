/* A case for which nothing is done. */
#include <Python.h>

void
signal_object(int kind, PyObject *o)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    switch (kind) {
    case 0:
        Py_INCREF(o);
        break;
    case 1:
        Py_DECREF(o);
        break;
    default:
        return; // WARN unbalanced-gilstate
    }
    PyGILState_Release(gil);
}
