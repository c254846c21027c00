/* The cache loses its only reference to the first caller. */
#include <Python.h>

static PyObject *cache;

static PyObject *
constants(PyObject *self, PyObject *ignored)
{
    if (cache == NULL)
        cache = PyDict_New();
    if (cache == NULL)
        return NULL;
    return cache; // WARN returned-borrowed-reference "'cache'"
}

static PyMethodDef methods[] = {
    {"constants", constants, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "constants", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_constants(void)
{
    return PyModule_Create(&def);
}
