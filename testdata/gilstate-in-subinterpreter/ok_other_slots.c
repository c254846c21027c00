/* Slots for other things. */
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

static int
other_exec(PyObject *module)
{
    return PyModule_AddIntConstant(module, "three", 3);
}

static PyModuleDef_Slot other_slots[] = {
    {Py_mod_exec, other_exec},
    {0, NULL},
};

static struct PyModuleDef other_def = {
    PyModuleDef_HEAD_INIT, "other", NULL, 0, NULL, other_slots, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC
PyInit_other(void)
{
    return PyModuleDef_Init(&other_def);
}
