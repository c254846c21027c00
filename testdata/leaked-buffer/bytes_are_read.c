/* What was just made as bytes can be read: only a lack of memory stops it. */
#include <Python.h>

extern void mix(void *to, const Py_buffer *a, const Py_buffer *b);

PyObject *
mixed(PyObject *Py_UNUSED(self), PyObject *o)
{
    Py_buffer first, second;
    if (PyObject_GetBuffer(o, &first, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *copy = PyBytes_FromObject(o);
    if (copy == NULL) {
        PyBuffer_Release(&first);
        return NULL;
    }
    if (PyObject_GetBuffer(copy, &second, PyBUF_SIMPLE) < 0) {
        Py_DECREF(copy);
        return NULL; // RARE leaked-buffer
    }
    PyObject *out = PyBytes_FromStringAndSize(NULL, first.len);
    if (out != NULL)
        mix(PyBytes_AS_STRING(out), &first, &second);
    PyBuffer_Release(&second);
    Py_DECREF(copy);
    PyBuffer_Release(&first);
    return out;
}

static PyMethodDef methods[] = {
    {"mixed", mixed, METH_O, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}
