/* tp_new fills a fresh instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *first;
} Pair;

static PyObject *
pair_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *first;
    if (!PyArg_ParseTuple(args, "O", &first))
        return NULL;
    Pair *self = (Pair *)type->tp_alloc(type, 0);
    if (self != NULL) {
        Py_INCREF(first);
        self->first = first;
    }
    return (PyObject *)self;
}

static int
pair_traverse(Pair *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->first);
    return 0;
}

static int
pair_clear(Pair *self)
{
    Py_CLEAR(self->first);
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    pair_clear(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot pair_slots[] = {
    {Py_tp_dealloc, pair_dealloc},
    {Py_tp_traverse, pair_traverse},
    {Py_tp_clear, pair_clear},
    {Py_tp_new, pair_new},
    {0, NULL},
};

static PyType_Spec pair_spec = {
    .name = "demo.Pair",
    .basicsize = sizeof(Pair),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = pair_slots,
};

PyObject *
pair_type(void)
{
    return PyType_FromSpec(&pair_spec);
}
