/* A settable field, no garbage collection: heap type. */
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

static void
link_dealloc(Link *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_CLEAR(self->callback);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot link_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, (destructor)link_dealloc},
    {Py_tp_getset, link_getset},
    {0, NULL},
};

static PyType_Spec link_spec = { // WARN container-without-gc "callback"
    .name = "demo.Link",
    .basicsize = sizeof(Link),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = link_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&link_spec);
}
