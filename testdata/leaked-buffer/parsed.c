/* y* fills a buffer; the early returns forget it. */
#include <Python.h>

static PyObject *
decompress(PyObject *self, PyObject *args)
{
    Py_buffer input;
    int level;
    if (!PyArg_ParseTuple(args, "y*i:decompress", &input, &level))
        return NULL;
    if (level < 0) {
        PyErr_SetString(PyExc_ValueError, "negative level");
        return NULL; // WARN leaked-buffer "'input'"
    }
    PyObject *out = PyBytes_FromStringAndSize(input.buf, input.len);
    PyBuffer_Release(&input);
    return out;
}

static PyMethodDef methods[] = {
    {"decompress", decompress, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "zip", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_zip(void)
{
    return PyModule_Create(&def);
}

// RUN decompress(bytearray(3), -1)
