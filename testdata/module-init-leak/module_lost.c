/* The half-made module is not released. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "clock"};

PyMODINIT_FUNC
PyInit_clock(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    if (PyModule_AddIntConstant(m, "HZ", 100) < 0)
        return NULL; // WARN module-init-leak "'m'"
    return m;
}

// RUN pass
