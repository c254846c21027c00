/* The instance lies in a block of malloc(), and that is what frees it. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    int number;
} Mark;

static PyTypeObject Mark_Type;

PyObject *
mark_new(PyObject *module, PyObject *number)
{
    Mark *self = malloc(sizeof(Mark));
    if (self == NULL)
        return PyErr_NoMemory();
    (void)PyObject_Init((PyObject *)self, &Mark_Type);
    self->number = 1;
    return (PyObject *)self;
}

static void
mark_dealloc(Mark *self)
{
    free(self);
}

static PyTypeObject Mark_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Mark",
    .tp_basicsize = sizeof(Mark),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)mark_dealloc,
};

int
mark_ready(void)
{
    return PyType_Ready(&Mark_Type);
}
