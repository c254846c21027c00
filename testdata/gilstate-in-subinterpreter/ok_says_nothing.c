/* A module that says nothing of interpreters. */
#include <Python.h>

struct listener {
    PyObject *call;
};

int
listener_event(struct listener *self, int code)
{
    int rc = -1;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunction(self->call, "i", code);
    if (r == NULL)
        PyErr_WriteUnraisable(self->call);
    else {
        rc = 0;
        Py_DECREF(r);
    }
    PyGILState_Release(gil);
    return rc;
}
