/* The unit "es" allocates; nobody frees. */
#include <Python.h>

static PyObject *
first_byte(PyObject *self, PyObject *args)
{
    char *text = NULL;
    if (!PyArg_ParseTuple(args, "es", "utf-8", &text))
        return NULL;
    return PyLong_FromLong((unsigned char)text[0]); // WARN leaked-allocation "'text'"
}

static PyMethodDef methods[] = {
    {"first_byte", first_byte, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "firstbyte", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_firstbyte(void)
{
    return PyModule_Create(&def);
}

// RUN first_byte("text")
