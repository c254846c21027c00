/* A server with one interpreter per site. */
#include <Python.h>

struct request {
    PyObject *call;
};

int
request_event(struct request *self, int code)
{
    int rc = -1;
    PyGILState_STATE gil = PyGILState_Ensure(); // WARN gilstate-in-subinterpreter "attaches to the main interpreter"
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

PyThreadState *
site_open(void)
{
    return Py_NewInterpreter();
}
