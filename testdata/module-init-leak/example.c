/* PyModule_AddObject() takes the value over only when it succeeds. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "demo"};

PyMODINIT_FUNC
PyInit_demo(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *error = PyErr_NewException("demo.Error", NULL, NULL);
    if (error == NULL || PyModule_AddObject(m, "Error", error) < 0) {
        Py_DECREF(m);
        return NULL; // WARN module-init-leak "reference to 'error' leaked while the module is imported when PyModule_AddObject() fails"
    }
    return m;
}

// RUN pass
