/* A Py_buffer that is released although the call which fills it failed. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
checksum(PyObject *self, PyObject *args)
{
    Py_buffer data;
    unsigned long sum = 0;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "y*", &data))
        goto done;
    for (Py_ssize_t i = 0; i < data.len; i++)
        sum += ((unsigned char *)data.buf)[i];
    result = PyLong_FromUnsignedLong(sum);
done:
    PyBuffer_Release(&data); // WARN uninitialised-reference "'data'"
    return result;
}

static PyObject *
length(PyObject *self, PyObject *o)
{
    Py_buffer view;
    if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) < 0) {
        PyBuffer_Release(&view); // WARN uninitialised-reference "'view'"
        return NULL;
    }
    Py_ssize_t n = view.len;
    PyBuffer_Release(&view);
    return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"checksum", checksum, METH_VARARGS, NULL},
    {"length", length, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef sums_module = {
    PyModuleDef_HEAD_INIT, .m_name = "sums", .m_size = -1,
    .m_methods = methods};
