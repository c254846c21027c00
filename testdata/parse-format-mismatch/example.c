/* 'p' writes an int, and a bool is one byte. */
#include <Python.h>
#include <stdbool.h>

static PyObject *
set_echo(PyObject *self, PyObject *args)
{
    bool on;
    if (!PyArg_ParseTuple(args, "p", &on)) // WARN parse-format-mismatch "'p'"
        return NULL;
    return PyBool_FromLong(on);
}

PyMethodDef echo_methods[] = {
    {"set_echo", set_echo, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
