/* Slots of a module and of a type, with the types of the project. */
#include <Python.h>

static int
module_exec(PyObject *module)
{
    return PyModule_AddIntConstant(module, "LEVEL", 3);
}

static int
state_traverse(PyObject *module, visitproc visit, void *arg)
{
    return 0;
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

PyModuleDef modern = {
    PyModuleDef_HEAD_INIT,
    .m_name = "modern",
    .m_size = 0,
    .m_slots = slots,
    .m_traverse = state_traverse,
};
