// PYTHON >=3.12
#include <Python.h>

/* From Python 3.12 on the count of None, True and False does not move. */
static PyObject *
nothing(PyObject *self, PyObject *ignored)
{
    return Py_None;
}

static PyObject *
yes(PyObject *self, PyObject *arg)
{
    return arg == Py_None ? Py_False : Py_True;
}

static PyMethodDef methods[] = {
    {"nothing", nothing, METH_NOARGS, NULL},
    {"yes", yes, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "nothing", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_nothing(void)
{
    return PyModule_Create(&def);
}
