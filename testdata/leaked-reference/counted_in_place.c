/* A copied table counts its entries once more; so does a helper that takes a
   reference for somebody else. */
#include <Python.h>
#include <string.h>

struct entry {
    PyObject *key, *value;
};

struct table {
    Py_ssize_t n;
    struct entry entries[64];
};

struct table *
table_copy(const struct table *from)
{
    struct table *t = PyMem_Malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    memcpy(t, from, sizeof *t);
    for (struct entry *e = t->entries; e < t->entries + t->n; e++)
        Py_XINCREF(e->key);
    return t;
}

static void
hold(PyObject *o)
{
    Py_INCREF(o);
}

void
hold_first(PyObject *list)
{
    PyObject *first = PyList_GET_ITEM(list, 0);
    hold(first);
} // DOUBT leaked-reference
