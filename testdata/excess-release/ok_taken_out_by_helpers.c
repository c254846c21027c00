/* One helper reads the field, another one empties it: what the field owned
   is now the caller's to release. */
#include <Python.h>

typedef struct {
    PyObject *name, *value;
} Entry;

typedef struct {
    PyObject_HEAD
    Entry entry;
} Holder;

static inline PyObject *
entry_name(Entry *e)
{
    return e->name;
}

static inline void
entry_reset_name(Entry *e)
{
    e->name = NULL;
}

static PyObject *
holder_forget(PyObject *self, PyObject *ignored)
{
    Holder *h = (Holder *)self;
    PyObject *name = entry_name(&h->entry);
    entry_reset_name(&h->entry);
    Py_XDECREF(name);
    Py_RETURN_NONE;
}

static PyMethodDef holder_methods[] = {
    {"forget", holder_forget, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject holder_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Holder",
    .tp_basicsize = sizeof(Holder),
    .tp_methods = holder_methods,
};
