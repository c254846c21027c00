/* The arguments of the caller are released instead of the new ones. */
#include <Python.h>

static PyObject *
Thing_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *new_args = PyTuple_New(0);
    if (new_args == NULL)
        return NULL;
    PyObject *self = PyBaseObject_Type.tp_new(type, new_args, NULL);
    Py_DECREF(args); // WARN excess-release "'args'"
    Py_DECREF(new_args);
    return self;
}

PyTypeObject Thing_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "things.Thing",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = Thing_new,
};
