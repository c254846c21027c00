/* A multi-phase module returns its definition, which is static. */
#include <Python.h>

static int
exec_module(PyObject *m)
{
    return PyModule_AddIntConstant(m, "answer", 42);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, exec_module},
    {0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "multi", .m_slots = slots,
};

PyMODINIT_FUNC
PyInit_multi(void)
{
    return PyModuleDef_Init(&def);
}
