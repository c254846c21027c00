/* The same with keyword arguments and an optional buffer. */
#include <Python.h>

static PyObject *
digest(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"data", "rounds", NULL};
    Py_buffer data;
    int rounds = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y*|i", names, &data,
                                     &rounds))
        return NULL;
    if (rounds < 1) {
        PyErr_SetString(PyExc_ValueError, "rounds");
        return NULL; // WARN leaked-buffer "'data'"
    }
    unsigned long h = 5381;
    while (rounds-- > 0)
        for (Py_ssize_t i = 0; i < data.len; i++)
            h = h * 33 + ((unsigned char *)data.buf)[i];
    PyBuffer_Release(&data);
    return PyLong_FromUnsignedLong(h);
}

static PyMethodDef methods[] = {
    {"digest", (PyCFunction)(void (*)(void))digest,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "digest", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_digest(void)
{
    return PyModule_Create(&def);
}

// RUN digest(bytes(bytearray(4)), rounds=0)
// RUN digest(bytes(bytearray(4)), rounds=2)
