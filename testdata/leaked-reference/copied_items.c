/* A copied block holds the references that are taken for what stands in it. */
#include <Python.h>

#include <string.h>

struct entry {
    Py_hash_t hash;
    PyObject *key, *value;
};

struct table {
    Py_ssize_t users, size, used;
    char indices[];
};

#define WIDTH(t)                                                              \
    ((t)->size <= 0xff     ? 1                                                \
     : (t)->size <= 0xffff ? 2                                                \
                           : 8)

#define ENTRIES(t)                                                            \
    ((struct entry *)(&((int8_t *)((t)->indices))[(t)->size * WIDTH(t)]))

struct table *
table_copy(const struct table *from)
{
    Py_ssize_t size = sizeof *from + WIDTH(from) * from->size +
                      from->size * sizeof(struct entry);
    struct table *to = PyObject_Malloc(size);
    if (to == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(to, from, size);
    struct entry *entries = ENTRIES(to);
    Py_ssize_t n = to->used;
    for (Py_ssize_t i = 0; i < n; i++) {
        struct entry *e = &entries[i];
        PyObject *value = e->value;
        if (value != NULL)
            Py_INCREF(value);
    }
    return to; // DOUBT leaked-reference
}
