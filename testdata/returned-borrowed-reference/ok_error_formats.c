/* PyErr_Format() and PyErr_NoMemory() return NULL. */
#include <Python.h>

static PyObject *
check(PyObject *self, PyObject *arg)
{
    if (!PyTuple_Check(arg))
        return PyErr_Format(PyExc_TypeError, "not a tuple: %s",
                            Py_TYPE(arg)->tp_name);
    Py_ssize_t n = PyTuple_GET_SIZE(arg);
    char *copy = PyMem_Malloc((size_t)n + 1);
    if (copy == NULL)
        return PyErr_NoMemory();
    PyMem_Free(copy);
    return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"check", check, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "check", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_check(void)
{
    return PyModule_Create(&def);
}
