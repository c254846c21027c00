/* Every addition is checked. */
#include <Python.h>

#define LOW 1
#define HIGH 9

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "limits", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_limits(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    if (PyModule_AddIntConstant(m, "LOW", LOW) < 0 ||
        PyModule_AddIntMacro(m, HIGH) < 0 ||
        PyModule_AddStringConstant(m, "NAME", "limits") < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m;
}
