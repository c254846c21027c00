/* These functions make and keep what they need. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "flags"};

PyMODINIT_FUNC
PyInit_flags(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    if (PyModule_AddIntConstant(m, "A", 1) < 0 ||
        PyModule_AddIntConstant(m, "B", 2) < 0 ||
        PyModule_AddStringConstant(m, "version", "1.0") < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

// RUN pass
