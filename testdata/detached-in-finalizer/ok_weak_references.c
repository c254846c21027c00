/* Weak references still know the object, but give None for it: its count is 0.
   Releasing the GIL there is a possible finding only. */
#include <Python.h>
#include <stddef.h>

extern void link_shut(void *link);

typedef struct {
    PyObject_HEAD
    void *link;
    PyObject *weak;
} Peer;

static void
peer_dealloc(Peer *self)
{
    if (self->link != NULL) {
        Py_BEGIN_ALLOW_THREADS // DOUBT detached-in-finalizer
        link_shut(self->link);
        Py_END_ALLOW_THREADS
    }
    if (self->weak != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Peer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "net.Peer",
    .tp_basicsize = sizeof(Peer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)peer_dealloc,
    .tp_weaklistoffset = offsetof(Peer, weak),
};
