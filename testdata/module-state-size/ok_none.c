/* No state, two phases: 0. */
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

static struct PyModuleDef tiny = {
    PyModuleDef_HEAD_INIT,
    .m_name = "tiny",
    .m_size = 0,
    .m_slots = tiny_slots,
};

PyMODINIT_FUNC
PyInit_tiny(void)
{
    return PyModuleDef_Init(&tiny);
}
