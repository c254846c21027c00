/* A module that is made in two phases: the exec function leaks the error. */
#include <Python.h>

static int
tree_exec(PyObject *m)
{
    PyObject *error = PyErr_NewException("tree.Error", NULL, NULL);
    if (error == NULL)
        return -1;
    if (PyModule_AddObject(m, "Error", error) < 0)
        return -1; // WARN module-init-leak "'error'"
    return 0;
}

static PyModuleDef_Slot tree_module_slots[] = {
    {Py_mod_exec, tree_exec},
    {0, NULL},
};
static struct PyModuleDef tree_module = {
    PyModuleDef_HEAD_INIT, .m_name = "tree", .m_slots = tree_module_slots,
};

PyMODINIT_FUNC
PyInit_tree(void)
{
    return PyModuleDef_Init(&tree_module);
}

// RUN pass
