/* One label releases whatever was made so far. */
#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *o)
{
    PyObject *repr = NULL, *type = NULL, *result = NULL;

    repr = PyObject_Repr(o);
    if (repr == NULL)
        goto done;
    type = PyObject_Type(o);
    if (type == NULL)
        goto done;
    result = PyTuple_Pack(2, repr, type);

done:
    Py_XDECREF(type);
    Py_XDECREF(repr);
    return result;
}

static PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "describe", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_describe(void)
{
    return PyModule_Create(&def);
}

// RUN describe((1, 2))
// RUN describe({1: 2})
