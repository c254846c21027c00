/* The trashcan links the instance by a header that the collector still uses. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *rest;
} Cons;

static int
cons_set_rest(Cons *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->rest, value);
    return 0;
}

static PyGetSetDef cons_getset[] = {
    {"rest", NULL, (setter)cons_set_rest, NULL, NULL},
    {NULL},
};

static int
cons_traverse(Cons *self, visitproc visit, void *arg)
{
    Py_VISIT(self->rest);
    return 0;
}

static int
cons_clear(Cons *self)
{
    Py_CLEAR(self->rest);
    return 0;
}

static void
cons_dealloc(Cons *self)
{
    Py_TRASHCAN_BEGIN(self, cons_dealloc) // WARN finalizer-misuse "cons_dealloc() begins the trashcan while the collector still tracks 'demo.Cons'"
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->rest);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

PyTypeObject Cons_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cons",
    .tp_basicsize = sizeof(Cons),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cons_dealloc,
    .tp_traverse = (traverseproc)cons_traverse,
    .tp_clear = (inquiry)cons_clear,
    .tp_getset = cons_getset,
};

int
cons_ready(void)
{
    return PyType_Ready(&Cons_Type);
}
