/* The argument array of METH_FASTCALL is lent. */
#include <Python.h>

static PyObject *
upper(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    if (nargs != 1) {
        PyErr_SetString(PyExc_TypeError, "upper() takes one argument");
        return NULL;
    }
    PyObject *text = args[0];
    PyObject *result = PyObject_CallMethod(text, "upper", NULL);
    Py_DECREF(text); // WARN excess-release "'text'"
    return result;
}

static PyMethodDef methods[] = {
    {"upper", (PyCFunction)(void (*)(void))upper, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "upper", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_upper(void)
{
    return PyModule_Create(&def);
}
