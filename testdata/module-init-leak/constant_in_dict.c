/* PyDict_SetItemString() keeps a reference of its own. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "limits"};

PyMODINIT_FUNC
PyInit_limits(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *d = PyModule_GetDict(m);
    PyObject *big = PyLong_FromLong(1000000);
    if (big == NULL || PyDict_SetItemString(d, "BIG", big) < 0) {
        Py_XDECREF(big);
        Py_DECREF(m);
        return NULL;
    }
    return m; // WARN module-init-leak "reference to 'big' leaked while the module is imported"
}

// RUN pass
// RUN-UNSEEN what a second import loses may be what the first one keeps
