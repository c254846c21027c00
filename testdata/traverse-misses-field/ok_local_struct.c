/* What a local struct gathers from fields, and what helpers store in that
 * struct, is not stored in the fields. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *low;
    PyObject *extra;
} Range;

struct gathered {
    Range *range;
    PyObject *low;
    PyObject *seen;
};

static PyTypeObject Range_Type;

static PyObject *
range_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *low, *extra;
    if (!PyArg_ParseTuple(args, "OO", &low, &extra))
        return NULL;
    if (!PyLong_CheckExact(low)) {
        PyErr_SetString(PyExc_TypeError, "low must be an int");
        return NULL;
    }
    Range *self = (Range *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    Py_INCREF(low);
    self->low = low;
    Py_INCREF(extra);
    self->extra = extra;
    return (PyObject *)self;
}

static void
gather(struct gathered *to, PyObject *seen)
{
    Py_INCREF(seen);
    to->seen = seen;
}

static PyObject *
range_look(Range *self, PyObject *seen)
{
    struct gathered all = {0};
    all.range = self;
    all.low = self->low;
    gather(&all, seen);
    return all.seen;
}

static PyMethodDef range_methods[] = {
    {"look", (PyCFunction)range_look, METH_O, NULL},
    {NULL},
};

static int
range_traverse(Range *self, visitproc visit, void *arg)
{
    Py_VISIT(self->extra);
    return 0;
}

static int
range_clear(Range *self)
{
    Py_CLEAR(self->low);
    Py_CLEAR(self->extra);
    return 0;
}

static void
range_dealloc(Range *self)
{
    PyObject_GC_UnTrack(self);
    range_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Range_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Range",
    .tp_basicsize = sizeof(Range),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = range_new,
    .tp_dealloc = (destructor)range_dealloc,
    .tp_traverse = (traverseproc)range_traverse,
    .tp_clear = (inquiry)range_clear,
    .tp_methods = range_methods,
};

int
range_ready(void)
{
    return PyType_Ready(&Range_Type);
}
