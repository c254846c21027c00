// What the library works with is freed by a macro that chooses by a constant.
#include <Python.h>
#include <stdlib.h>

int stream_receive(void *stream, char *buf, size_t size);

static void
release(void *place)
{
    free(*(void **)place);
    *(void **)place = NULL;
}

#define RELEASE(p) release(1 ? (void *)&(p) : (p))

static PyObject *
receive(PyObject *self, PyObject *arg)
{
    void *stream = PyCapsule_GetPointer(arg, "stream");
    char *buf = NULL;
    int n;
    PyObject *result;
    if (stream == NULL)
        return NULL;
    if ((buf = malloc(64)) == NULL)
        return PyErr_NoMemory();
    n = stream_receive(stream, buf, 64);
    if (n < 0)
        Py_RETURN_NONE;  // WARN leaked-allocation "'buf'"
    result = PyBytes_FromStringAndSize(buf, n);
    RELEASE(buf);
    return result;
}

static PyMethodDef methods[] = {
    {"receive", receive, METH_O, NULL},
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
