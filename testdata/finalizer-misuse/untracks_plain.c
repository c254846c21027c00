/* Without garbage collection there is no header before the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *text;
} Line;

static void
line_dealloc(Line *self)
{
    PyObject_GC_UnTrack(self); // WARN finalizer-misuse "line_dealloc() untracks 'demo.Line', which has no Py_TPFLAGS_HAVE_GC"
    PyMem_Free(self->text);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Line_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Line",
    .tp_basicsize = sizeof(Line),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)line_dealloc,
};

int
line_ready(void)
{
    return PyType_Ready(&Line_Type);
}
