/* A settable field, no garbage collection: type made by a macro. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Box;

static PyMemberDef box_members[] = {
    {"callback", T_OBJECT_EX, offsetof(Box, callback), 0, NULL},
    {NULL},
};

static void
box_dealloc(Box *self)
{
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

static DEFINE_TYPE(Box, // WARN container-without-gc "callback"
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)box_dealloc,
    .tp_members = box_members
);

int
ready(void)
{
    return PyType_Ready(&Box_Type);
}
