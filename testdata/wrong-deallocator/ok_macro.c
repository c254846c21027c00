/* Freed as it was allocated: type made by a macro. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long callback;
} Box;

static void
box_dealloc(Box *self)
{
    PyObject_Del(self);
}

#define DEFINE_TYPE(T, ...) \
    PyTypeObject T##_Type = { \
        PyVarObject_HEAD_INIT(NULL, 0) \
        .tp_name = "demo." #T, \
        .tp_basicsize = sizeof(T), \
        __VA_ARGS__ \
    }

static DEFINE_TYPE(Box,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)box_dealloc
);

int
ready(void)
{
    return PyType_Ready(&Box_Type);
}
