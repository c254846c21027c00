/* The helper raises when the buffer is too small for a number, and the buffer
   is not. */
#include <Python.h>

#define TEXT_SIZE 32

static int
number_text(long long n, char *text, size_t size)
{
    if (size < 21) {
        PyErr_Format(PyExc_RuntimeError, "no room in %zu bytes", size);
        return -1;
    }
    return PyOS_snprintf(text, size, "%lld", n) > 0 ? 0 : 1;
}

PyObject *
numbered(PyObject *items)
{
    PyObject *out = PyDict_New();
    if (out == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        char text[TEXT_SIZE];
        if (number_text(i, text, sizeof text) == -1)
            return NULL;
        if (PyDict_SetItemString(out, text, PyList_GET_ITEM(items, i)) < 0) {
            Py_DECREF(out);
            return NULL;
        }
    }
    return out;
}

PyObject *
short_numbered(PyObject *o)
{
    char text[8];
    PyObject *out = PyTuple_New(1);
    if (out == NULL)
        return NULL;
    if (number_text(Py_REFCNT(o), text, sizeof text) < 0)
        return NULL; // WARN leaked-reference "'out'"
    PyTuple_SET_ITEM(out, 0, Py_NewRef(o));
    return out;
}

// RUN numbered([1, 2, 3])
// RUN short_numbered(5)
