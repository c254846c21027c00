/* The helper takes the reference over. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "shapes"};

static int
add(PyObject *m, const char *name, PyObject *value)
{
    if (value == NULL)
        return -1;
    int rc = PyObject_SetAttrString(m, name, value);
    Py_DECREF(value);
    return rc;
}

PyMODINIT_FUNC
PyInit_shapes(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    if (add(m, "round", PyLong_FromLong(1)) < 0 ||
        add(m, "flat", PyLong_FromLong(2)) < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

// RUN pass
