/* The order that the header asks for, with a label before the end. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *second;
} Pair;

static int
pair_set_second(Pair *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->second, value);
    return 0;
}

static PyGetSetDef pair_getset[] = {
    {"second", NULL, (setter)pair_set_second, NULL, NULL},
    {NULL},
};

static int
pair_traverse(Pair *self, visitproc visit, void *arg)
{
    Py_VISIT(self->second);
    return 0;
}

static int
pair_clear(Pair *self)
{
    Py_CLEAR(self->second);
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, pair_dealloc)
    if (self->second == NULL)
        goto done;
    Py_CLEAR(self->second);
done:
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)pair_dealloc,
    .tp_traverse = (traverseproc)pair_traverse,
    .tp_clear = (inquiry)pair_clear,
    .tp_getset = pair_getset,
};

int
pair_ready(void)
{
    return PyType_Ready(&Pair_Type);
}
