/* What the entries hold is released, the entries are not freed. */
#include <Python.h>

struct entry {
    PyObject *key, *value;
    struct entry *chain;
};

struct table {
    struct entry *buckets[8];
    size_t used;
};

typedef struct {
    PyObject_HEAD
    struct table *table;
} Cache;

static int
table_put(struct table *t, PyObject *key, PyObject *value)
{
    Py_hash_t hash = PyObject_Hash(key);
    if (hash == -1)
        return -1;
    struct entry *e = PyMem_Malloc(sizeof *e);
    if (e == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_INCREF(key);
    e->key = key;
    Py_INCREF(value);
    e->value = value;
    e->chain = t->buckets[(size_t)hash % 8];
    t->buckets[(size_t)hash % 8] = e;
    t->used++;
    return 0;
}

static void
table_clear(struct table *t)
{
    for (size_t i = 0; i < 8; i++) {
        struct entry *e = t->buckets[i];
        t->buckets[i] = NULL;
        while (e != NULL) {
            struct entry *chain = e->chain;
            Py_DECREF(e->key);
            Py_DECREF(e->value);
            e = chain;
        }
    }
    t->used = 0;
}

static PyObject *
cache_put(Cache *self, PyObject *args)
{
    PyObject *key, *value;
    if (!PyArg_ParseTuple(args, "OO", &key, &value))
        return NULL;
    if (self->table == NULL) {
        self->table = PyMem_Calloc(1, sizeof *self->table);
        if (self->table == NULL)
            return PyErr_NoMemory();
    }
    if (table_put(self->table, key, value) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static int
table_visit(struct table *t, visitproc visit, void *arg)
{
    for (size_t i = 0; i < 8; i++)
        for (struct entry *e = t->buckets[i]; e != NULL; e = e->chain) {
            Py_VISIT(e->key);
            Py_VISIT(e->value);
        }
    return 0;
}

static int
cache_traverse(Cache *self, visitproc visit, void *arg)
{
    return self->table != NULL ? table_visit(self->table, visit, arg) : 0;
}

static int
cache_clear(Cache *self)
{
    if (self->table != NULL)
        table_clear(self->table);
    return 0;
}

static void
cache_dealloc(Cache *self) // WARN leaked-allocation "cache_dealloc() does not free 'table->buckets' of 'demo.Cache'"
{
    PyObject_GC_UnTrack(self);
    if (self->table != NULL)
        table_clear(self->table);
    PyMem_Free(self->table);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef cache_methods[] = {
    {"put", (PyCFunction)cache_put, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cache_dealloc,
    .tp_traverse = (traverseproc)cache_traverse,
    .tp_clear = (inquiry)cache_clear,
    .tp_methods = cache_methods,
};

int
cache_ready(void)
{
    return PyType_Ready(&Cache_Type);
}
