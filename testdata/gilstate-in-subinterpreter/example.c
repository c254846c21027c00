// PYTHON >=3.12
/* The module says that each interpreter may have a GIL of its own. */
#include <Python.h>

struct listener {
    PyObject *call;
};

int
listener_event(struct listener *self, int code)
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

static PyModuleDef_Slot example_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef example_def = {
    PyModuleDef_HEAD_INIT, "example", NULL, 0, NULL, example_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_example(void)
{
    return PyModuleDef_Init(&example_def);
}
