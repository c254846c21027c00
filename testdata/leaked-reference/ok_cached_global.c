/* The global keeps one reference for the life of the process; callers get
 * another. */
#include <Python.h>

static PyObject *registry;

static PyObject *
get_registry(PyObject *self, PyObject *ignored)
{
    if (registry == NULL) {
        registry = PyDict_New();
        if (registry == NULL)
            return NULL;
    }
    Py_INCREF(registry);
    return registry;
}

static PyMethodDef methods[] = {
    {"get_registry", get_registry, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "registry", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_registry(void)
{
    return PyModule_Create(&def);
}

// RUN get_registry()
