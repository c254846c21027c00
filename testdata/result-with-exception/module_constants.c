/* Neither constant is checked; the second call would even run with an
 * exception set. */
#include <Python.h>

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "limits", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_limits(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyModule_AddIntConstant(m, "LOW", 1);
    return m; // WARN result-with-exception "PyModule_AddIntConstant()"
}
