// PYTHON >=3.12
/* It asks, and attaches nothing. */
#include <Python.h>

int
is_attached(void)
{
    return PyGILState_Check();
}

static PyModuleDef_Slot asking_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef asking_def = {
    PyModuleDef_HEAD_INIT, "asking", NULL, 0, NULL, asking_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_asking(void)
{
    return PyModuleDef_Init(&asking_def);
}
