// PYTHON >=3.9
/* The type is not visited. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Link;

static int
link_set_callback(Link *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef link_getset[] = {
    {"callback", NULL, (setter)link_set_callback, NULL, NULL},
    {NULL},
};

static int
link_traverse(Link *self, visitproc visit, void *arg) // WARN heap-type-reference "does not visit"
{
    Py_VISIT(self->callback);
    return 0;
}

static int
link_clear(Link *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
link_dealloc(Link *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot link_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, (destructor)link_dealloc},
    {Py_tp_traverse, (traverseproc)link_traverse},
    {Py_tp_clear, (inquiry)link_clear},
    {Py_tp_getset, link_getset},
    {0, NULL},
};

static PyType_Spec link_spec = {
    .name = "demo.Link",
    .basicsize = sizeof(Link),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = link_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&link_spec);
}
