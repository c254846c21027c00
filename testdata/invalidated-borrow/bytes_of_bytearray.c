/* A bytearray that came in as an argument can be resized by others. */
#include <Python.h>

extern int checksum(const char *p, Py_ssize_t n);

static PyObject *
sum(PyObject *module, PyObject *data)
{
    char *p = PyByteArray_AsString(data);
    Py_ssize_t n = PyByteArray_Size(data);
    int r;
    Py_BEGIN_ALLOW_THREADS
    r = checksum(p, n); // WARN invalidated-borrow "let other threads run"
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(r);
}

static PyObject *
append_name(PyObject *module, PyObject *data)
{
    char *p = PyByteArray_AsString(data);
    Py_ssize_t n = PyByteArray_Size(data);
    if (PyByteArray_Resize(data, n + 1) < 0)
        return NULL;
    p[n] = '.'; // WARN invalidated-borrow "PyByteArray_Resize() has dropped it"
    Py_RETURN_NONE;
}

PyMethodDef sum_methods[] = {
    {"sum", sum, METH_O, NULL},
    {"append_name", append_name, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
