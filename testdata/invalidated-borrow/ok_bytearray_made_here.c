/* Nobody else has the bytearray yet, or the pointer is asked for afterwards. */
#include <Python.h>

extern int receive(char *p, Py_ssize_t n);

static PyObject *
receive_all(PyObject *module, PyObject *unused)
{
    int n;
    PyObject *data = PyByteArray_FromStringAndSize(NULL, 4096);
    if (data == NULL)
        return NULL;
    char *p = PyByteArray_AS_STRING(data);
    Py_BEGIN_ALLOW_THREADS
    n = receive(p, 4096);
    Py_END_ALLOW_THREADS
    if (n < 0 || PyByteArray_Resize(data, n) < 0) {
        Py_DECREF(data);
        return n < 0 ? PyErr_SetFromErrno(PyExc_OSError) : NULL;
    }
    return data;
}

static PyObject *
append_dot(PyObject *module, PyObject *data)
{
    Py_ssize_t n = PyByteArray_Size(data);
    if (PyByteArray_Resize(data, n + 1) < 0)
        return NULL;
    char *p = PyByteArray_AS_STRING(data);
    p[n] = '.';
    Py_RETURN_NONE;
}

PyMethodDef receive_methods[] = {
    {"receive_all", receive_all, METH_NOARGS, NULL},
    {"append_dot", append_dot, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
