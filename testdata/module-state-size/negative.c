/* No state of its own, it says, and is made in two phases. */
#include <Python.h>

static int
tiny_exec(PyObject *m)
{
    return PyModule_AddIntConstant(m, "answer", 42);
}

static PyModuleDef_Slot tiny_slots[] = {
    {Py_mod_exec, tiny_exec},
    {0, NULL},
};

static struct PyModuleDef tiny = { // WARN module-state-size "the import fails"
    PyModuleDef_HEAD_INIT,
    .m_name = "tiny",
    .m_size = -1,
    .m_slots = tiny_slots,
};

PyMODINIT_FUNC
PyInit_tiny(void)
{
    return PyModuleDef_Init(&tiny);
}
