/* A borrowed item gets a reference before it is given away. */
#include <Python.h>

static PyObject *
pair_with_none(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    Py_INCREF(arg);
    PyTuple_SET_ITEM(t, 0, arg);
    Py_INCREF(Py_None);
    PyTuple_SET_ITEM(t, 1, Py_None);
    return t;
}

static PyMethodDef methods[] = {
    {"pair_with_none", pair_with_none, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "pairs", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_pairs(void)
{
    return PyModule_Create(&def);
}
