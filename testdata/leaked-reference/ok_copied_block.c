/* Blocks that are copied as a whole and then hold a reference more of each. */
#include <Python.h>
#include <string.h>
typedef struct { PyObject *me_key; PyObject *me_value; } entry;
typedef struct { Py_ssize_t refcnt, size, n; char ix[]; } keys;
typedef struct { PyObject_HEAD keys *k; } D;
#define ENTRIES(k) ((entry *)(&((signed char *)((k)->ix))[(k)->size]))
keys *
keys_clone(D *orig)
{
    Py_ssize_t size = sizeof(keys) + orig->k->size + sizeof(entry) * orig->k->n;
    keys *k = PyObject_Malloc(size);
    if (k == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(k, orig->k, size);
    entry *ep0 = ENTRIES(k);
    Py_ssize_t n = k->n;
    for (Py_ssize_t i = 0; i < n; i++) {
        entry *e = &ep0[i];
        PyObject *value = e->me_value;
        Py_INCREF(value);
        Py_INCREF(e->me_key);
    }
    return k;
}
typedef struct { Py_ssize_t n; PyObject *items[8]; } vec;
vec *
vec_copy(const vec *from)
{
    vec *v = PyMem_Malloc(sizeof(vec));
    if (v == NULL)
        return NULL;
    memcpy(v, from, sizeof(vec));
    for (Py_ssize_t i = 0; i < v->n; i++) {
        PyObject *o = v->items[i];
        Py_INCREF(o);
    }
    return v;
}
vec *
vec_assign(const vec *from)
{
    vec *v = PyMem_Malloc(sizeof(vec));
    if (v == NULL)
        return NULL;
    *v = *from;
    for (Py_ssize_t i = 0; i < v->n; i++)
        Py_INCREF(v->items[i]);
    return v;
}
