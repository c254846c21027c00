/* The callback keeps the GIL when the call fails. */
#include <Python.h>

int
on_event(PyObject *callback)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *r = PyObject_CallObject(callback, NULL);
    if (r == NULL)
        return -1; // WARN unbalanced-gilstate "PyObject_CallObject"
    Py_DECREF(r);
    PyGILState_Release(state);
    return 0;
}
