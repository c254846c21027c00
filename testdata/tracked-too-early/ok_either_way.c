/* Tracked on one way by one call, on the other by another. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Row;

static int
row_traverse(Row *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
row_clear(Row *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
row_dealloc(Row *self)
{
    PyObject_GC_UnTrack(self);
    row_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Row_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Row",
    .tp_basicsize = sizeof(Row),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)row_dealloc,
    .tp_traverse = (traverseproc)row_traverse,
    .tp_clear = (inquiry)row_clear,
};

PyObject *
row_from(PyObject *items)
{
    Row *self = PyObject_GC_New(Row, &Row_Type);
    if (self == NULL)
        return NULL;
    if (items != NULL) {
        Py_INCREF(items);
        self->items = items;
        PyObject_GC_Track(self);
        return (PyObject *)self;
    }
    self->items = NULL;
    PyObject_GC_Track(self);
    return (PyObject *)self;
}

int
rows_fill(PyObject *list, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        Row *self = PyObject_GC_New(Row, &Row_Type);
        int rc;
        if (self == NULL)
            return -1;
        self->items = NULL;
        PyObject_GC_Track(self);
        rc = PyList_Append(list, (PyObject *)self);
        Py_DECREF(self);
        if (rc < 0)
            return -1;
    }
    return 0;
}
