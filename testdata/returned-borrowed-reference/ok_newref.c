// PYTHON >=3.10
#include <Python.h>

/* Py_NewRef() makes a new reference on the way out. */
static PyObject *
enter(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    return Py_NewRef(self);
}

static PyObject *
leave(PyObject *self, PyObject *args)
{
    return Py_NewRef(Py_None);
}

static PyMethodDef Guard_methods[] = {
    {"__enter__", enter, METH_NOARGS, NULL},
    {"__exit__", leave, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Guard_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "guard.Guard",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = Guard_methods,
    .tp_new = PyType_GenericNew,
};

// RUN leave("abc")
