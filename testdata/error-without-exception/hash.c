/* A hash of -1 means failure. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int frozen;
} Key;

static Py_hash_t
Key_hash(Key *self)
{
    if (!self->frozen)
        return -1; // WARN error-without-exception
    return 17;
}

PyTypeObject Key_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "key.Key",
    .tp_basicsize = sizeof(Key),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_hash = (hashfunc)Key_hash,
};
