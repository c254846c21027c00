/* The dict of keyword arguments belongs to this call. */
#include <Python.h>

static PyObject *
configure(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name, *value;
    Py_ssize_t pos = 0;
    while (kwargs != NULL && PyDict_Next(kwargs, &pos, &name, &value)) {
        if (PyObject_SetAttr(self, name, value) < 0) {
            PyErr_Format(PyExc_TypeError, "bad option %U", name);
            return NULL;
        }
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"configure", (PyCFunction)(void (*)(void))configure,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};
