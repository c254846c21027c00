/* No heap type: type made by a macro. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Box;

static int
box_set_callback(Box *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef box_getset[] = {
    {"callback", NULL, (setter)box_set_callback, NULL, NULL},
    {NULL},
};

static int
box_traverse(Box *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
box_clear(Box *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
box_dealloc(Box *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

#define DEFINE_TYPE(T, ...) \
    PyTypeObject T##_Type = { \
        PyVarObject_HEAD_INIT(NULL, 0) \
        .tp_name = "demo." #T, \
        .tp_basicsize = sizeof(T), \
        __VA_ARGS__ \
    }

static DEFINE_TYPE(Box,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)box_dealloc,
    .tp_traverse = (traverseproc)box_traverse,
    .tp_clear = (inquiry)box_clear,
    .tp_getset = box_getset
);

int
ready(void)
{
    return PyType_Ready(&Box_Type);
}
