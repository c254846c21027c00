/* A parser that fails has perhaps not come to the converter. */
#include <Python.h>

static PyObject *
open_path(PyObject *self, PyObject *args)
{
    PyObject *path = NULL;
    if (!PyArg_ParseTuple(args, "O&:open_path", PyUnicode_FSConverter, &path))
        goto failed;
    if (PyBytes_GET_SIZE(path) == 0) {
        PyErr_SetString(PyExc_ValueError, "no path");
        goto failed;
    }
    Py_DECREF(path);
    Py_RETURN_NONE;
failed:
    Py_DECREF(path); // WARN release-of-null "'path' is NULL"
    return NULL;
}

static PyObject *
ok_open_path(PyObject *self, PyObject *args)
{
    PyObject *path = NULL;
    int mode = 0;
    if (!PyArg_ParseTuple(args, "O&i:open_path", PyUnicode_FSConverter, &path,
                          &mode))
        goto failed;
    if (mode != 0) {
        PyErr_SetString(PyExc_ValueError, "no mode");
        goto failed;
    }
    Py_DECREF(path);
    Py_RETURN_NONE;
failed:
    Py_XDECREF(path);
    return NULL;
}

static PyObject *
never_set(PyObject *self, PyObject *args)
{
    PyObject *path;
    if (!PyArg_ParseTuple(args, "O&:never_set", PyUnicode_FSDecoder, &path))
        goto failed;
    return path;
failed:
    Py_XDECREF(path); // WARN uninitialised-reference
    return NULL;
}

static PyObject *
ok_both(PyObject *self, PyObject *args)
{
    PyObject *from, *to;
    if (!PyArg_ParseTuple(args, "O&O&", PyUnicode_FSConverter, &from,
                          PyUnicode_FSConverter, &to))
        return NULL;
    PyObject *pair = PyTuple_Pack(2, from, to);
    Py_DECREF(from);
    Py_DECREF(to);
    return pair;
}

static PyMethodDef methods[] = {
    {"open_path", open_path, METH_VARARGS, NULL},
    {"ok_open_path", ok_open_path, METH_VARARGS, NULL},
    {"never_set", never_set, METH_VARARGS, NULL},
    {"ok_both", ok_both, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyMethodDef *
ok_methods(void)
{
    return methods;
}
