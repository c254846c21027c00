// PYTHON >=3.12
/* It supports several and never takes the GIL itself. */
#include <Python.h>

PyObject *
twice(PyObject *o)
{
    return PyNumber_Add(o, o);
}

static PyModuleDef_Slot plain_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef plain_def = {
    PyModuleDef_HEAD_INIT, "plain", NULL, 0, NULL, plain_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_plain(void)
{
    return PyModuleDef_Init(&plain_def);
}
