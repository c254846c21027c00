// PYTHON <3.12
/* References to None, each for somebody. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *first, *second;
    PyObject *items[4];
} Pair;

extern PyObject *last_result;
extern void library_keeps(PyObject *object);
extern PyObject *library_names[];

static int
pair_init(Pair *self, PyObject *args, PyObject *kwds)
{
    Py_INCREF(Py_None);
    Py_INCREF(Py_None);
    Py_XSETREF(self->first, Py_None);
    Py_XSETREF(self->second, Py_None);
    for (int i = 0; i < 4; i++) {
        PyObject *old = self->items[i];
        self->items[i] = Py_None;
        Py_INCREF(Py_None);
        Py_XDECREF(old);
    }
    return 0;
}

static PyObject *
pair_or_none(Pair *self, PyObject *key)
{
    PyObject *found = PyDict_GetItemWithError(self->first, key);

    if (found == NULL) {
        if (PyErr_Occurred())
            return NULL;
        found = Py_None;
    }
    Py_INCREF(found);
    return found;
}

static PyObject *
pair_list(Pair *self, PyObject *count)
{
    Py_ssize_t n = PyLong_AsSsize_t(count);
    PyObject *list;

    if (n < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "below 0");
        return NULL;
    }
    list = PyList_New(n);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyList_SET_ITEM(list, i, Py_None);
        Py_INCREF(Py_None);
    }
    return list;
}

static PyObject *
pair_keep(Pair *self, PyObject *ignored)
{
    PyObject *pair[2];

    Py_XDECREF(last_result);
    Py_INCREF(Py_None);
    last_result = Py_None;
    Py_INCREF(Py_None);
    library_keeps(Py_None);
    Py_INCREF(Py_None);
    library_names[Py_SIZE(self)] = Py_None;
    Py_INCREF(Py_None);
    pair[0] = Py_None;
    pair[1] = (PyObject *)self;
    Py_DECREF(pair[0]);
    return Py_BuildValue("(NO)", Py_NewRef(Py_None), self);
}

static int
pair_get(Pair *self, PyObject *key, PyObject **out)
{
    if (key == (PyObject *)self) {
        Py_INCREF(Py_None);
        *out = Py_None;
        return 0;
    }
    *out = PyObject_Str(key);
    return *out == NULL ? -1 : 0;
}

static PyObject *
pair_got(Pair *self, PyObject *key)
{
    PyObject *got = NULL;

    if (pair_get(self, key, &got) < 0)
        return NULL;
    return got;
}

static int
pair_traverse(Pair *self, visitproc visit, void *arg)
{
    Py_VISIT(self->first);
    Py_VISIT(self->second);
    for (int i = 0; i < 4; i++)
        Py_VISIT(self->items[i]);
    return 0;
}

static int
pair_clear(Pair *self)
{
    Py_CLEAR(self->first);
    Py_CLEAR(self->second);
    for (int i = 0; i < 4; i++)
        Py_CLEAR(self->items[i]);
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    pair_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyMethodDef pair_methods[] = {
    {"or_none", (PyCFunction)pair_or_none, METH_O, NULL},
    {"list", (PyCFunction)pair_list, METH_O, NULL},
    {"keep", (PyCFunction)pair_keep, METH_O, NULL},
    {"got", (PyCFunction)pair_got, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)pair_traverse,
    .tp_clear = (inquiry)pair_clear,
    .tp_dealloc = (destructor)pair_dealloc,
    .tp_methods = pair_methods,
    .tp_init = (initproc)pair_init,
};
