// A cache whose ring of entries begins in its own struct: the head is declared
// with the struct of the entries, whose keys and neighbours are none of its.
#include <Python.h>

typedef struct entry {
    PyObject_HEAD
    struct entry *older, *newer;
    PyObject *key;
    PyObject *value;
} Entry;

typedef struct {
    Entry ring;
    PyObject *table;
    PyObject *maker;
} Cache;

static PyTypeObject Entry_Type;

static void
entry_dealloc(Entry *e)
{
    Py_XDECREF(e->key);
    Py_XDECREF(e->value);
    PyObject_Free(e);
}

static void
ring_push(Cache *c, Entry *e)
{
    Entry *head = &c->ring, *last = head->older;
    last->newer = head->older = e;
    e->older = last;
    e->newer = head;
}

static PyObject *
cache_call(Cache *c, PyObject *args, PyObject *kwargs)
{
    PyObject *value, *key;
    if (!PyArg_ParseTuple(args, "U", &key))
        return NULL;
    Entry *e = (Entry *)PyDict_GetItemWithError(c->table, key);
    if (e != NULL)
        return Py_NewRef(e->value);
    if (PyErr_Occurred())
        return NULL;
    value = PyObject_CallOneArg(c->maker, key);
    if (value == NULL)
        return NULL;
    e = PyObject_New(Entry, &Entry_Type);
    if (e == NULL) {
        Py_DECREF(value);
        return NULL;
    }
    e->key = Py_NewRef(key);
    e->value = value;
    if (PyDict_SetItem(c->table, key, (PyObject *)e) < 0) {
        Py_DECREF(e);
        return NULL;
    }
    ring_push(c, e);
    return Py_NewRef(value);
}

static int
cache_traverse(Cache *c, visitproc visit, void *arg)
{
    for (Entry *e = c->ring.newer; e != &c->ring; e = e->newer)
        Py_VISIT(e->value);
    Py_VISIT(c->table);
    Py_VISIT(c->maker);
    return 0;
}

static int
cache_clear(Cache *c)
{
    Entry *e = c->ring.newer;
    c->ring.older->newer = NULL;
    c->ring.newer = c->ring.older = &c->ring;
    Py_CLEAR(c->table);
    Py_CLEAR(c->maker);
    while (e != NULL) {
        Entry *next = e->newer;  // DOUBT invalidated-borrow
        Py_DECREF(e);
        e = next;
    }
    return 0;
}

static void
cache_dealloc(Cache *c)
{
    PyObject_GC_UnTrack(c);
    if (c->ring.newer != &c->ring)
        cache_clear(c);
    Py_XDECREF(c->table);
    Py_XDECREF(c->maker);
    Py_TYPE(c)->tp_free((PyObject *)c);
}

static PyObject *
cache_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *maker;
    if (!PyArg_ParseTuple(args, "O", &maker))
        return NULL;
    Cache *c = (Cache *)type->tp_alloc(type, 0);
    if (c == NULL)
        return NULL;
    c->ring.newer = c->ring.older = &c->ring;
    c->maker = Py_NewRef(maker);
    c->table = PyDict_New();
    if (c->table == NULL) {
        Py_DECREF(c);
        return NULL;
    }
    return (PyObject *)c;
}

static PyTypeObject Entry_Type = {  // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "recent.Entry",
    .tp_basicsize = sizeof(Entry),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)entry_dealloc,
};

static PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "recent.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_call = (ternaryfunc)cache_call,
    .tp_traverse = (traverseproc)cache_traverse,
    .tp_clear = (inquiry)cache_clear,
    .tp_dealloc = (destructor)cache_dealloc,
    .tp_new = cache_new,
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "recent", NULL, -1, NULL};

PyMODINIT_FUNC
PyInit_recent(void)
{
    if (PyType_Ready(&Entry_Type) < 0 || PyType_Ready(&Cache_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}
