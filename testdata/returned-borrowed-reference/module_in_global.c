/* The init function keeps the module in a global and reads it back. */
#include <Python.h>

PyObject *the_module;

void register_types(void);

static void
forget_module(void)
{
    the_module = NULL;
}

static void
module_free(void *m)
{
    forget_module();
}

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "kept", .m_size = 8,
    .m_free = module_free,
};

static void
prepare(int again)
{
    if (again)
        forget_module();
}

PyMODINIT_FUNC
PyInit_kept(void)
{
    the_module = PyModule_Create(&def);
    if (the_module == NULL)
        return NULL;
    prepare(PyErr_CheckSignals());
    return the_module; // DOUBT returned-borrowed-reference
}
