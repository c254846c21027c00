/* The exception is set, but the return says that all is well. */
#include <Python.h>

static PyObject *
limit(PyObject *self, PyObject *args)
{
    int n;
    if (!PyArg_ParseTuple(args, "i", &n))
        return NULL;
    if (n > 100)
        PyErr_SetString(PyExc_ValueError, "too large");
    Py_RETURN_NONE; // WARN result-with-exception "PyErr_SetString()"
}

static PyMethodDef methods[] = {
    {"limit", limit, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "limit", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_limit(void)
{
    return PyModule_Create(&def);
}
