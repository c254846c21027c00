/* The collector walks through all objects, and others change them. */
#include <Python.h>

extern void map_lock(void *map);
extern void map_unlock(void *map);

typedef struct {
    PyObject_HEAD
    void *map;
    PyObject *value;
} Mapped;

static int
mapped_traverse(Mapped *self, visitproc visit, void *arg)
{
    Py_BEGIN_ALLOW_THREADS // WARN detached-in-finalizer "while the collector is at work"
    map_lock(self->map);
    Py_END_ALLOW_THREADS
    Py_VISIT(self->value);
    map_unlock(self->map);
    return 0;
}

static int
mapped_clear(Mapped *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
mapped_dealloc(Mapped *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->value);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Mapped_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "map.Mapped",
    .tp_basicsize = sizeof(Mapped),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)mapped_dealloc,
    .tp_traverse = (traverseproc)mapped_traverse,
    .tp_clear = (inquiry)mapped_clear,
};
