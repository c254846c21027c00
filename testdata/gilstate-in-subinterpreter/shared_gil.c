// PYTHON >=3.12
/* Several interpreters that share one GIL. */
#include <Python.h>

struct watch {
    PyObject *call;
};

int
watch_event(struct watch *self, int code)
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

static PyModuleDef_Slot shared_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef shared_def = {
    PyModuleDef_HEAD_INIT, "shared", NULL, 0, NULL, shared_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_shared(void)
{
    return PyModuleDef_Init(&shared_def);
}
