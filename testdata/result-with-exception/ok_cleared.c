/* The failure is expected, and cleared. */
#include <Python.h>

static PyObject *
timeout_of(PyObject *self, PyObject *o)
{
    PyObject *t = PyObject_GetAttrString(o, "timeout");
    if (t == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError))
            return NULL;
        PyErr_Clear();
        Py_RETURN_NONE;
    }
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
