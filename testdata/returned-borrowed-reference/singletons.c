// PYTHON <3.12
#include <Python.h>

/* Both singletons are returned without a reference. */
static PyObject *
is_small(PyObject *self, PyObject *arg)
{
    long v = PyLong_AsLong(arg);
    if (v == -1 && PyErr_Occurred())
        return NULL;
    if (v < 10)
        return Py_True; // WARN returned-borrowed-reference
    return Py_False; // WARN returned-borrowed-reference
}

static PyMethodDef methods[] = {
    {"is_small", is_small, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "small", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_small(void)
{
    return PyModule_Create(&def);
}
