/* The type stands in the module's state; the struct tells which one it is. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    unsigned char bytes[8];
} Stamp;

typedef struct {
    PyTypeObject *stamp_type;
} State;

static int
stamp_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static void
stamp_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *
stamp_repr(Stamp *self)
{
    return PyBytes_FromStringAndSize((char *)self->bytes, 8);
}

static PyType_Slot stamp_slots[] = {
    {Py_tp_traverse, stamp_traverse},
    {Py_tp_dealloc, stamp_dealloc},
    {Py_tp_repr, stamp_repr},
    {0, NULL},
};

PyType_Spec stamp_spec = {
    .name = "clock.Stamp",
    .basicsize = sizeof(Stamp),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = stamp_slots,
};

PyObject *
stamp_from_bytes(PyObject *module, const char *text)
{
    State *state = PyModule_GetState(module);
    PyTypeObject *type = state->stamp_type;
    Stamp *s = PyObject_New(Stamp, type); // WARN allocator-mismatch "Stamp"
    if (s == NULL)
        return NULL;
    memcpy(s->bytes, text, sizeof s->bytes);
    return (PyObject *)s;
}
