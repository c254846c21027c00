/* Each type begins the trashcan for its own tp_dealloc, the base's does
 * nothing when it is called for an heir. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *parent;
} Base;

typedef struct {
    Base base;
    PyObject *extra;
} Heir;

static int
base_traverse(Base *self, visitproc visit, void *arg)
{
    Py_VISIT(self->parent);
    return 0;
}

static int
base_clear(Base *self)
{
    Py_CLEAR(self->parent);
    return 0;
}

static void
base_dealloc(Base *self)
{
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, base_dealloc)
    base_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

static int
base_set_parent(Base *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->parent, value);
    return 0;
}

static PyGetSetDef base_getset[] = {
    {"parent", NULL, (setter)base_set_parent, NULL, NULL},
    {NULL},
};

PyTypeObject Base_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Base",
    .tp_basicsize = sizeof(Base),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)base_dealloc,
    .tp_traverse = (traverseproc)base_traverse,
    .tp_clear = (inquiry)base_clear,
    .tp_getset = base_getset,
};

static int
heir_traverse(Heir *self, visitproc visit, void *arg)
{
    Py_VISIT(self->extra);
    return base_traverse(&self->base, visit, arg);
}

static int
heir_clear(Heir *self)
{
    Py_CLEAR(self->extra);
    return base_clear(&self->base);
}

static void
heir_dealloc(Heir *self)
{
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, heir_dealloc)
    Py_CLEAR(self->extra);
    base_dealloc(&self->base);
    Py_TRASHCAN_END
}

static int
heir_set_extra(Heir *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->extra, value);
    return 0;
}

static PyGetSetDef heir_getset[] = {
    {"extra", NULL, (setter)heir_set_extra, NULL, NULL},
    {NULL},
};

PyTypeObject Heir_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Heir",
    .tp_basicsize = sizeof(Heir),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_base = &Base_Type,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)heir_dealloc,
    .tp_traverse = (traverseproc)heir_traverse,
    .tp_clear = (inquiry)heir_clear,
    .tp_getset = heir_getset,
};

int
heir_ready(void)
{
    return PyType_Ready(&Base_Type) < 0 ? -1 : PyType_Ready(&Heir_Type);
}
