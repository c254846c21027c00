/* The argument of a METH_O method is lent. */
#include <Python.h>

static PyObject *
wrap(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, arg); // WARN stolen-reference-misuse "'arg'"
    return t;
}

static PyMethodDef methods[] = {
    {"wrap", wrap, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "wrap", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_wrap(void)
{
    return PyModule_Create(&def);
}
