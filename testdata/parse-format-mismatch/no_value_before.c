/* Variables that the parser need not write, or reads before it writes. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
rotate(PyObject *self, PyObject *args)
{
    int angle, times;
    if (!PyArg_ParseTuple(args, "i|i", &angle, &times)) // WARN parse-format-mismatch "'times' has no value"
        return NULL;
    return PyLong_FromLong((long)angle * times);
}

static PyObject *
load(PyObject *self, PyObject *args, PyObject *kwds)
{
    static char *names[] = {"path", "encoding", NULL};
    const char *path, *encoding;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "s|s", names, &path, &encoding)) // WARN parse-format-mismatch "'encoding'"
        return NULL;
    return PyUnicode_FromFormat("%s as %s", path, encoding);
}

static PyObject *
encode(PyObject *self, PyObject *args)
{
    char *text;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(args, "es#", "utf-8", &text, &size)) // WARN parse-format-mismatch "NULL or a buffer"
        return NULL;
    PyObject *bytes = PyBytes_FromStringAndSize(text, size);
    PyMem_Free(text);
    return bytes;
}

static PyObject *
ok_default(PyObject *self, PyObject *args)
{
    int angle, times = 1;
    if (!PyArg_ParseTuple(args, "i|i", &angle, &times))
        return NULL;
    return PyLong_FromLong((long)angle * times);
}

static PyObject *
ok_set_later(PyObject *self, PyObject *args)
{
    int angle, times;
    times = PyTuple_GET_SIZE(args) > 1 ? 0 : 1;
    if (!PyArg_ParseTuple(args, "i|i", &angle, &times))
        return NULL;
    return PyLong_FromLong((long)angle * times);
}

static PyObject *
ok_length_of_text(PyObject *self, PyObject *args)
{
    const char *note = NULL;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(args, "|s#", &note, &size))
        return NULL;
    if (note == NULL)
        Py_RETURN_NONE;
    return PyUnicode_FromStringAndSize(note, size);
}

static PyObject *
ok_never_read(PyObject *self, PyObject *args)
{
    int angle, ignored;
    if (!PyArg_ParseTuple(args, "i|i", &angle, &ignored))
        return NULL;
    return PyLong_FromLong(angle);
}

static PyObject *
counted(PyObject *self, PyObject *args)
{
    int angle, times;
    if (!PyArg_ParseTuple(args, "i|i", &angle, &times)) // DOUBT parse-format-mismatch "'times'"
        return NULL;
    if (PyTuple_GET_SIZE(args) < 2)
        return PyLong_FromLong(angle);
    return PyLong_FromLong((long)angle * times);
}

PyMethodDef turn_methods[] = {
    {"rotate", rotate, METH_VARARGS, NULL},
    {"load", (PyCFunction)(void (*)(void))load, METH_VARARGS | METH_KEYWORDS,
     NULL},
    {"encode", encode, METH_VARARGS, NULL},
    {"default", ok_default, METH_VARARGS, NULL},
    {"set_later", ok_set_later, METH_VARARGS, NULL},
    {"length_of_text", ok_length_of_text, METH_VARARGS, NULL},
    {"never_read", ok_never_read, METH_VARARGS, NULL},
    {"counted", counted, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
