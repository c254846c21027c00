/* A tuple of strings that was collected in a plain struct: no cycle can go
 * through it, so that it need not be visited.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *names, *hook;
} Table;

struct collected {
    PyObject *all, *names;
};

static int
collect(struct collected *c, PyObject *from)
{
    c->all = PySequence_Tuple(from);
    if (c->all == NULL)
        return -1;
    c->names = PyTuple_GetSlice(c->all, 0, 1);
    return c->names == NULL ? -1 : 0;
}

static PyObject *
table_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    struct collected c = {NULL, NULL};
    PyObject *hook, *from;
    Table *self = NULL;

    if (!PyArg_ParseTuple(args, "OO", &from, &hook))
        return NULL;
    if (collect(&c, from) < 0)
        goto done;
    self = (Table *)type->tp_alloc(type, 0);
    if (self == NULL)
        goto done;
    Py_INCREF(c.names);
    self->names = c.names;
    self->hook = Py_NewRef(hook);
done:
    Py_XDECREF(c.all);
    Py_XDECREF(c.names);
    return (PyObject *)self;
}

static int
table_traverse(Table *t, visitproc visit, void *arg) // DOUBT TYP001
{
    Py_VISIT(t->hook);
    return 0;
}

static int
table_clear(Table *self)
{
    Py_CLEAR(self->names);
    Py_CLEAR(self->hook);
    return 0;
}

static void
table_dealloc(Table *self)
{
    PyObject_GC_UnTrack(self);
    table_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Table_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Table",
    .tp_basicsize = sizeof(Table),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = table_new,
    .tp_dealloc = (destructor)table_dealloc,
    .tp_traverse = (traverseproc)table_traverse,
    .tp_clear = (inquiry)table_clear,
};
