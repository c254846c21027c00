/* The argument variable is made to point at a new object, which looks
 * borrowed from then on. */
#include <Python.h>

static PyObject *
index_twice(PyObject *self, PyObject *arg)
{
    if (!PyLong_CheckExact(arg)) {
        arg = PyNumber_Index(arg);
        if (arg == NULL)
            return NULL;
    }
    PyObject *two = PyLong_FromLong(2);
    if (two == NULL)
        return NULL; // WARN leaked-reference "'arg'"
    PyObject *result = PyNumber_Multiply(arg, two);
    Py_DECREF(two);
    return result; // WARN leaked-reference "'arg'"
}

static PyMethodDef methods[] = {
    {"index_twice", index_twice, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "ix", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_ix(void)
{
    return PyModule_Create(&def);
}

// RUN index_twice(type("T", (), {"__index__": lambda self: int("12345")})())
