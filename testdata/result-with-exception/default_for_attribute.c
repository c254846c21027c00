/* The default is used, the AttributeError stays. */
#include <Python.h>

static PyObject *
timeout_of(PyObject *self, PyObject *o)
{
    PyObject *t = PyObject_GetAttrString(o, "timeout");
    if (t == NULL)
        Py_RETURN_NONE; // WARN result-with-exception "PyObject_GetAttrString()"
    return t;
}

static PyMethodDef methods[] = {
    {"timeout_of", timeout_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "timeout", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_timeout(void)
{
    return PyModule_Create(&def);
}

// RUN timeout_of(5)
