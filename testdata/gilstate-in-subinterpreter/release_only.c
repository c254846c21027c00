// PYTHON >=3.12
/* Only to release what a foreign thread has held. */
#include <Python.h>

void
forget(void *data)
{
    PyGILState_STATE gil = PyGILState_Ensure(); // WARN gilstate-in-subinterpreter "attaches"
    Py_XDECREF((PyObject *)data);
    PyGILState_Release(gil);
}

static PyModuleDef_Slot forget_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef forget_def = {
    PyModuleDef_HEAD_INIT, "forget", NULL, 0, NULL, forget_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_forget(void)
{
    return PyModuleDef_Init(&forget_def);
}
