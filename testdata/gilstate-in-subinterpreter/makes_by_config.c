// PYTHON >=3.12
/* Interpreters made by configuration. */
#include <Python.h>

struct worker {
    PyObject *call;
};

int
worker_event(struct worker *self, int code)
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
worker_open(void)
{
    PyThreadState *made = NULL;
    PyInterpreterConfig config = {.check_multi_interp_extensions = 1,
                                  .gil = PyInterpreterConfig_OWN_GIL};
    PyStatus status = Py_NewInterpreterFromConfig(&made, &config);
    return PyStatus_Exception(status) ? NULL : made;
}
