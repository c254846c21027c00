/* Never released at all. */
#include <Python.h>

static PyObject *
size_of(PyObject *self, PyObject *args)
{
    Py_buffer b;
    if (!PyArg_ParseTuple(args, "s*", &b))
        return NULL;
    return PyLong_FromSsize_t(b.len); // WARN leaked-buffer "'b'"
}

static PyMethodDef methods[] = {
    {"size_of", size_of, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "sizes", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_sizes(void)
{
    return PyModule_Create(&def);
}

// RUN size_of(bytes(bytearray(9)))
