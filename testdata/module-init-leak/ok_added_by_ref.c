/* PyModule_AddObject() on success, a release on failure. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "errors"};

PyMODINIT_FUNC
PyInit_errors(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *error = PyErr_NewException("errors.Error", NULL, NULL);
    if (error == NULL)
        goto fail;
    if (PyModule_AddObject(m, "Error", error) < 0) {
        Py_DECREF(error);
        goto fail;
    }
    return m;
fail:
    Py_DECREF(m);
    return NULL;
}

// RUN pass
