/* PyType_GenericAlloc() tracks as well. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Heap;

static int
heap_traverse(Heap *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
heap_clear(Heap *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
heap_dealloc(Heap *self)
{
    PyObject_GC_UnTrack(self);
    heap_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Heap_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Heap",
    .tp_basicsize = sizeof(Heap),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)heap_dealloc,
    .tp_traverse = (traverseproc)heap_traverse,
    .tp_clear = (inquiry)heap_clear,
};

PyObject *
heap_copy(Heap *other)
{
    PyObject *made = PyType_GenericAlloc(&Heap_Type, 0);
    if (made == NULL)
        return NULL;
    Py_XINCREF(other->items);
    ((Heap *)made)->items = other->items;
    PyObject_GC_Track(made); // WARN tracked-too-early "PyType_GenericAlloc()"
    return made;
}
