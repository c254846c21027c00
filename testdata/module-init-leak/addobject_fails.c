/* PyModule_AddObject() takes the value only when it succeeds. */
#include <Python.h>

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "colors", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_colors(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *error = PyErr_NewException("colors.Error", NULL, NULL);
    if (error == NULL) {
        Py_DECREF(m);
        return NULL;
    }
    if (PyModule_AddObject(m, "Error", error) < 0) {
        Py_DECREF(m);
        return NULL; // WARN module-init-leak "'error'"
    }
    return m;
}
