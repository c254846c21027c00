/* The hash -1 is replaced before it is returned. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *a, *b;
} Pair;

static Py_hash_t
Pair_hash(Pair *self)
{
    Py_hash_t x = PyObject_Hash(self->a);
    if (x == -1)
        return -1;
    Py_hash_t y = PyObject_Hash(self->b);
    if (y == -1)
        return -1;
    Py_hash_t h = x ^ (y << 1);
    return h == -1 ? -2 : h;
}

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pair.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_hash = (hashfunc)Pair_hash,
};
