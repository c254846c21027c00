/* What `buf` points to may go with the buffer. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
first_byte(PyObject *self, PyObject *arg)
{
    Py_buffer view;
    if (PyObject_GetBuffer(arg, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    const unsigned char *p = view.buf;
    PyBuffer_Release(&view);
    return PyLong_FromLong(p[0]); // WARN use-after-free
}

static PyObject *
copy(PyObject *self, PyObject *args)
{
    Py_buffer data;
    if (!PyArg_ParseTuple(args, "y*", &data))
        return NULL;
    PyBuffer_Release(&data);
    return PyBytes_FromStringAndSize(data.buf, data.len); // WARN use-after-free
}

PyMethodDef methods[] = {
    {"first_byte", first_byte, METH_O, NULL},
    {"copy", copy, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
