// A list that gets more items than it was made with: its size says nothing of
// the array any more.
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
holder_pairs(Holder *self, PyObject *first)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (self->extra == NULL && PyList_Append(list, first) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++)
        if (PyList_SetItem(list, i, Py_NewRef(self->extra->items[i])) < 0) { // WARN unchecked-null "'self->extra'"
            Py_DECREF(list);
            return NULL;
        }
    return list;
}

static PyMethodDef holder_methods[] = {
    {"pairs", (PyCFunction)holder_pairs, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Holder_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "held.Holder",
    .tp_basicsize = sizeof(Holder),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = holder_methods,
};
