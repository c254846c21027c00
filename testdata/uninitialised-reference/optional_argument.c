/* An argument that is left out is not set to NULL. */
#include <Python.h>

static PyObject *
greet(PyObject *self, PyObject *args)
{
    PyObject *name, *title;
    if (!PyArg_ParseTuple(args, "U|U", &name, &title))
        return NULL;
    return PyUnicode_FromFormat("%U %U", title, name); // WARN uninitialised-reference "'title' used"
}

static PyMethodDef methods[] = {
    {"greet", greet, METH_VARARGS, PyDoc_STR("greet(name[, title])")},
    {NULL},
};
