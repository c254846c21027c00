/* The first argument belongs to the argument tuple. */
#include <Python.h>

static PyObject *
first(PyObject *module, PyObject *args)
{
    if (PyTuple_GET_SIZE(args) < 1) {
        PyErr_SetString(PyExc_TypeError, "first() needs an argument");
        return NULL;
    }
    return PyTuple_GET_ITEM(args, 0); // WARN returned-borrowed-reference
}

static PyMethodDef methods[] = {
    {"first", first, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "first", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_first(void)
{
    return PyModule_Create(&def);
}
