/* -1 is a failure of PyObject_Hash() and nothing else, also when the hashes
 * of several objects are mixed in a loop. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *first, *second;
    Py_hash_t hash;
} PairObject;

static int
next_part(PairObject *self, int i, PyObject **key)
{
    *key = i == 0 ? self->first : self->second;
    return i < 2;
}

static Py_hash_t
pair_hash(PyObject *o)
{
    PairObject *self = (PairObject *)o;
    Py_uhash_t mixed = 0;
    PyObject *part;
    if (self->hash != -1)
        return self->hash;
    for (int i = 0; next_part(self, i, &part); i++) {
        Py_hash_t one = PyObject_Hash(part);
        if (one == -1)
            return -1;
        mixed ^= (Py_uhash_t)one;
        one = PyObject_Hash((PyObject *)Py_TYPE(part));
        if (one == -1)
            return -1;
        mixed = mixed * 31 + (Py_uhash_t)one;
    }
    self->hash = mixed == (Py_uhash_t)-1 ? -2 : (Py_hash_t)mixed;
    return self->hash;
}

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "pair.Pair",
    .tp_basicsize = sizeof(PairObject),
    .tp_hash = pair_hash,
};
