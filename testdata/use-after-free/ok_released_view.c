/* Lengths outlive the buffer, a copy does, and a second view is a new one. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
lengths(PyObject *self, PyObject *args)
{
    PyObject *a, *b;
    Py_buffer view;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        return NULL;
    if (PyObject_GetBuffer(a, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *copy = PyBytes_FromStringAndSize(view.buf, view.len);
    Py_ssize_t first = view.len;
    PyBuffer_Release(&view);
    if (copy == NULL)
        return NULL;
    if (PyObject_GetBuffer(b, &view, PyBUF_SIMPLE) < 0) {
        Py_DECREF(copy);
        return NULL;
    }
    const char *p = view.buf;
    char last = view.len > 0 ? p[view.len - 1] : 0;
    PyBuffer_Release(&view);
    return Py_BuildValue("(Nnnc)", copy, first, view.len, last);
}

PyMethodDef methods[] = {
    {"lengths", lengths, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
