// A library that works while the GIL is released cannot raise.
#include <Python.h>

int lib_peek(const char *name, char *buffer, size_t size);

static PyObject *
peek(PyObject *self, PyObject *args)
{
    PyObject *result = NULL;
    const char *name;
    char buffer[64];
    int rc;
    if (!PyArg_ParseTuple(args, "s", &name))
        return NULL;
    Py_BEGIN_ALLOW_THREADS;
    rc = lib_peek(name, buffer, sizeof buffer);
    Py_END_ALLOW_THREADS;
    if (rc < 0)
        goto done;
    result = PyBytes_FromStringAndSize(buffer, sizeof buffer);
done:
    return result;  // WARN error-without-exception "NULL returned without"
}

static PyMethodDef methods[] = {
    {"peek", peek, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}
