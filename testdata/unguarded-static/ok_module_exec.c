/* Py_mod_exec runs once for each module, at import. */
#include <Python.h>

static Py_ssize_t page_size;

static int
pages_exec(PyObject *module)
{
    page_size = 4096;
    return PyModule_AddIntConstant(module, "size", (long)page_size);
}

static PyModuleDef_Slot pages_slots[] = {
    {Py_mod_exec, pages_exec},
    {0, NULL},
};

static struct PyModuleDef pages = {
    PyModuleDef_HEAD_INIT, "pages", NULL, 0, NULL, pages_slots, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC
PyInit_pages(void)
{
    return PyModuleDef_Init(&pages);
}
