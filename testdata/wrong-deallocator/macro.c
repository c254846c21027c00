/* PyObject_Del() for an instance with garbage collection: type made by a macro. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long callback;
} Box;

static int
box_traverse(Box *self, visitproc visit, void *arg)
{
    (void)self;
    (void)visit;
    (void)arg;
    return 0;
}

static int
box_clear(Box *self)
{
    (void)self;
    return 0;
}

static void
box_dealloc(Box *self)
{
    PyObject_Free(self); // WARN wrong-deallocator "is needed"
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
    .tp_clear = (inquiry)box_clear
);

int
ready(void)
{
    return PyType_Ready(&Box_Type);
}
