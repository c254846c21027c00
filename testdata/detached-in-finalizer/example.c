/* The dying chunk is still what other threads know. */
#include <Python.h>

extern void mix_free(void *chunk);

typedef struct {
    PyObject_HEAD
    void *chunk;
} Sound;

static void
sound_dealloc(Sound *self)
{
    if (self->chunk != NULL) {
        Py_BEGIN_ALLOW_THREADS // WARN detached-in-finalizer "sound_dealloc() releases the GIL while the object is dying"
        mix_free(self->chunk);
        Py_END_ALLOW_THREADS
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Sound_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "mixer.Sound",
    .tp_basicsize = sizeof(Sound),
    .tp_dealloc = (destructor)sound_dealloc,
};
