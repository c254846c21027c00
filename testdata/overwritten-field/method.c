/* A heap type: a method that may be called any number of times. */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *listener;
} Channel;

static PyObject *
channel_listen(Channel *self, PyObject *listener)
{
    if (!PyCallable_Check(listener))
        return PyErr_Format(PyExc_TypeError, "listener must be callable");
    Py_INCREF(listener);
    self->listener = listener; // WARN overwritten-field "channel_listen()"
    Py_RETURN_NONE;
}

/* The new one gets to know the old one, which has a reference more then. */
static PyObject *
channel_chain(Channel *self, PyObject *listener)
{
    if (self->listener != NULL &&
        PyObject_SetAttrString(listener, "previous", self->listener) < 0)
        return NULL;
    self->listener = listener; // WARN overwritten-field "channel_chain()"
    Py_INCREF(self->listener);
    Py_RETURN_NONE;
}

static PyMethodDef channel_methods[] = {
    {"chain", (PyCFunction)channel_chain, METH_O, NULL},
    {"listen", (PyCFunction)channel_listen, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static int
channel_traverse(Channel *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->listener);
    return 0;
}

static int
channel_clear(Channel *self)
{
    Py_CLEAR(self->listener);
    return 0;
}

static void
channel_dealloc(Channel *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    channel_clear(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot channel_slots[] = {
    {Py_tp_dealloc, channel_dealloc},
    {Py_tp_traverse, channel_traverse},
    {Py_tp_clear, channel_clear},
    {Py_tp_methods, channel_methods},
    {0, NULL},
};

static PyType_Spec channel_spec = {
    .name = "demo.Channel",
    .basicsize = sizeof(Channel),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = channel_slots,
};

PyObject *
channel_type(void)
{
    return PyType_FromSpec(&channel_spec);
}
