/* The module is imported for its effect, and the result kept by nobody. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "plug"};

PyMODINIT_FUNC
PyInit_plug(void)
{
    PyImport_ImportModule("warnings"); // WARN module-init-leak "PyImport_ImportModule()"
    if (PyErr_Occurred())
        return NULL;
    return PyModule_Create(&def);
}
