/* The list picks one of two functions when it is made; both give a new
   reference, and the loop drops what the picked one gave. */
#include <Python.h>

typedef PyObject *(*keyfunc)(PyObject *);

typedef struct {
    PyObject_HEAD
    keyfunc make_key;
    PyObject *table;
} Registry;

static PyObject *
plain_key(PyObject *name)
{
    if (!PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "names are strings");
        return NULL;
    }
    Py_INCREF(name);
    return name;
}

static PyObject *
folded_key(PyObject *name)
{
    return PyObject_CallMethod(name, "casefold", NULL);
}

static void
registry_set(Registry *self, keyfunc make_key)
{
    self->make_key = make_key;
}

static int
Registry_init(Registry *self, PyObject *args, PyObject *kwds)
{
    int fold = 0;
    if (!PyArg_ParseTuple(args, "|p", &fold))
        return -1;
    registry_set(self, fold ? folded_key : plain_key);
    return 0;
}

static PyObject *
Registry_add(Registry *self, PyObject *name)
{
    PyObject *key = self->make_key(name);
    if (key == NULL)
        return NULL;
    if (PyDict_SetItem(self->table, key, name) < 0)
        return NULL; // WARN leaked-reference "'key'"
    Py_DECREF(key);
    Py_RETURN_NONE;
}

static PyMethodDef Registry_methods[] = {
    {"add", (PyCFunction)Registry_add, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Registry_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "names.Registry",
    .tp_basicsize = sizeof(Registry),
    .tp_methods = Registry_methods,
    .tp_init = (initproc)Registry_init,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
