/* The collector still knows the dying sound while other threads run. */
#include <Python.h>

extern void mix_free(void *chunk);

typedef struct {
    PyObject_HEAD
    void *chunk;
    PyObject *mixer;
} Sound;

static int
sound_traverse(Sound *self, visitproc visit, void *arg)
{
    Py_VISIT(self->mixer);
    return 0;
}

static int
sound_clear(Sound *self)
{
    Py_CLEAR(self->mixer);
    return 0;
}

static void
sound_dealloc(Sound *self)
{
    if (self->chunk != NULL) {
        Py_BEGIN_ALLOW_THREADS // WARN detached-in-finalizer "sound_dealloc() releases the GIL while the collector still tracks the dying object"
        mix_free(self->chunk);
        Py_END_ALLOW_THREADS
    }
    PyObject_GC_UnTrack(self);
    sound_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Sound_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "mixer.Sound",
    .tp_basicsize = sizeof(Sound),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)sound_dealloc,
    .tp_traverse = (traverseproc)sound_traverse,
    .tp_clear = (inquiry)sound_clear,
};
