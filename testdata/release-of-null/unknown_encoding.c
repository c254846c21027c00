/* Any byte becomes something with "replace", if there is such an encoding. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
size_in(PyObject *self, PyObject *args)
{
    const char *text, *encoding;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "s#s:size_in", &text, &n, &encoding))
        return NULL;
    PyObject *decoded = PyUnicode_Decode(text, n, encoding, "replace");
    Py_ssize_t size = decoded == NULL ? -1 : PyUnicode_GetLength(decoded);
    Py_DECREF(decoded); // WARN release-of-null "'decoded'"
    return size < 0 ? NULL : PyLong_FromSsize_t(size);
}

static PyObject *
size_in_utf8(PyObject *self, PyObject *args)
{
    const char *text;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "s#:size_in_utf8", &text, &n))
        return NULL;
    PyObject *decoded = PyUnicode_Decode(text, n, "utf-8", "replace");
    Py_ssize_t size = decoded == NULL ? -1 : PyUnicode_GetLength(decoded);
    Py_DECREF(decoded); // RARE release-of-null
    return size < 0 ? NULL : PyLong_FromSsize_t(size);
}

static PyMethodDef methods[] = {
    {"size_in", size_in, METH_VARARGS, NULL},
    {"size_in_utf8", size_in_utf8, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
