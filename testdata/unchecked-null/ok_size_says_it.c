// The size of the list that was made is that of the array, and 0 where there
// is no array.
#include <Python.h>

typedef struct {
    Py_ssize_t n;
    PyObject **items;
} Extra;

typedef struct {
    PyObject_HEAD
    Extra *extra;
} Holder;

static PyObject *
holder_list(Holder *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *list = PyList_New(self->extra != NULL ? self->extra->n : 0);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++)
        PyList_SET_ITEM(list, i, Py_NewRef(self->extra->items[i]));
    return list;
}

static PyObject *
holder_tuple(Holder *self, PyObject *Py_UNUSED(ignored))
{
    Py_ssize_t n = 0;
    if (self->extra != NULL)
        n = self->extra->n;
    PyObject *tuple = PyTuple_New(n);
    if (tuple == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyTuple_Size(tuple); i++)
        PyTuple_SET_ITEM(tuple, i, Py_NewRef(self->extra->items[i]));
    return tuple;
}

static PyMethodDef holder_methods[] = {
    {"list", (PyCFunction)holder_list, METH_NOARGS, NULL},
    {"tuple", (PyCFunction)holder_tuple, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Holder_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "held.Holder",
    .tp_basicsize = sizeof(Holder),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = holder_methods,
};
