// PYTHON >=3.12
/* A thread state of the interpreter that is meant. */
#include <Python.h>

struct listener {
    PyInterpreterState *interp;
    PyObject *call;
};

int
listener_event(struct listener *self, int code)
{
    PyThreadState *own = PyThreadState_New(self->interp);
    if (own == NULL)
        return -1;
    PyEval_AcquireThread(own);
    PyObject *r = PyObject_CallFunction(self->call, "i", code);
    int rc = r == NULL ? -1 : 0;
    if (r == NULL)
        PyErr_WriteUnraisable(self->call);
    Py_XDECREF(r);
    PyThreadState_Clear(own);
    PyThreadState_DeleteCurrent();
    return rc;
}

static PyModuleDef_Slot apart_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef apart_def = {
    PyModuleDef_HEAD_INIT, "apart", NULL, 0, NULL, apart_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_apart(void)
{
    return PyModuleDef_Init(&apart_def);
}
