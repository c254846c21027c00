// PYTHON >=3.12
/* It says that it supports one only. */
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

static PyModuleDef_Slot single_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef single_def = {
    PyModuleDef_HEAD_INIT, "single", NULL, 0, NULL, single_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_single(void)
{
    return PyModuleDef_Init(&single_def);
}
