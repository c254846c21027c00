/* Nothing ends the list of slots. */
#include <Python.h>

static int
prepare(PyObject *module)
{
    return PyModule_AddIntConstant(module, "READY", 1);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, prepare}, // WARN method-table-mismatch "no row of zeros"
};

static PyModuleDef def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "ready",
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit_ready(void)
{
    return PyModuleDef_Init(&def);
}
