/* The call may fail, and the method reports success all the same. */
#include <Python.h>

static PyObject *
mark(PyObject *self, PyObject *o)
{
    PyObject_SetAttrString(o, "marked", Py_True);
    Py_RETURN_NONE; // WARN result-with-exception "PyObject_SetAttrString()"
}

static PyMethodDef methods[] = {
    {"mark", mark, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "mark", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_mark(void)
{
    return PyModule_Create(&def);
}

// RUN mark(5)
