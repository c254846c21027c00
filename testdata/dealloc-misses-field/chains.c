/* Chains of nodes: plain ones in a list and in buckets, and objects that a
 * dictionary has too and that only their owner releases. */
#include <Python.h>
typedef struct item { struct item *next; PyObject *key, *value; } item;
typedef struct { PyObject_HEAD item *head, *tail, *cursor; Py_ssize_t n; } List;
static item *
item_new(PyObject *key, PyObject *value)
{
    item *i = PyMem_Malloc(sizeof(item));
    if (i == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    i->next = NULL;
    i->key = Py_NewRef(key);
    i->value = Py_NewRef(value);
    return i;
}
static void
item_free(item *i)
{
    Py_XDECREF(i->key);
    Py_XDECREF(i->value);
    PyMem_Free(i);
}
static PyObject *
list_add(List *self, PyObject *args)
{
    PyObject *k, *v;
    if (!PyArg_ParseTuple(args, "OO", &k, &v))
        return NULL;
    item *i = item_new(k, v);
    if (i == NULL)
        return NULL;
    if (self->tail == NULL)
        self->head = i;
    else
        self->tail->next = i;
    self->tail = i;
    self->n++;
    Py_RETURN_NONE;
}
static PyObject *
list_pop(List *self, PyObject *unused)
{
    item *i = self->head;
    if (i == NULL) {
        PyErr_SetString(PyExc_IndexError, "empty");
        return NULL;
    }
    self->head = i->next;
    if (self->head == NULL)
        self->tail = NULL;
    if (self->cursor == i)
        self->cursor = self->head;
    PyObject *v = Py_NewRef(i->value);
    item_free(i);
    self->n--;
    return v;
}
static int
list_clear(List *self)
{
    item *i = self->head;
    self->head = self->tail = self->cursor = NULL;
    while (i != NULL) {
        item *next = i->next;
        item_free(i);
        i = next;
    }
    return 0;
}
static int
list_traverse(List *self, visitproc visit, void *arg)
{
    for (item *i = self->head; i != NULL; i = i->next) {
        Py_VISIT(i->key);
        Py_VISIT(i->value);
    }
    return 0;
}
static void
list_dealloc(List *self)
{
    PyObject_GC_UnTrack(self);
    list_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}
static PyMethodDef list_methods[] = {
    {"add", (PyCFunction)list_add, METH_VARARGS, NULL},
    {"pop", (PyCFunction)list_pop, METH_NOARGS, NULL},
    {NULL}};
static PyTypeObject List_Type = {
    PyVarObject_HEAD_INIT(NULL, 0) .tp_name = "n.List", .tp_basicsize = sizeof(List),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, .tp_dealloc = (destructor)list_dealloc,
    .tp_traverse = (traverseproc)list_traverse, .tp_clear = (inquiry)list_clear,
    .tp_methods = list_methods, .tp_new = PyType_GenericNew };
/* buckets */
typedef struct { PyObject_HEAD item **buckets; size_t size; } Table;
static int
table_put(Table *t, PyObject *k, PyObject *v)
{
    Py_hash_t h = PyObject_Hash(k);
    if (h == -1)
        return -1;
    item *i = item_new(k, v);
    if (i == NULL)
        return -1;
    size_t b = (size_t)h % t->size;
    i->next = t->buckets[b];
    t->buckets[b] = i;
    return 0;
}
static PyObject *
table_set(Table *t, PyObject *args)
{
    PyObject *k, *v;
    if (!PyArg_ParseTuple(args, "OO", &k, &v) || table_put(t, k, v) < 0)
        return NULL;
    Py_RETURN_NONE;
}
static int
table_init(Table *t, PyObject *args, PyObject *kw)
{
    if (t->buckets != NULL)
        return 0;
    t->buckets = PyMem_Calloc(64, sizeof(item *));
    if (t->buckets == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    t->size = 64;
    return 0;
}
static int
table_clear(Table *t)
{
    for (size_t b = 0; b < t->size; b++) {
        item *i = t->buckets[b];
        t->buckets[b] = NULL;
        while (i != NULL) {
            item *dead = i;
            i = i->next;
            item_free(dead);
        }
    }
    return 0;
}
static int
table_traverse(Table *t, visitproc visit, void *arg)
{
    for (size_t b = 0; b < t->size; b++)
        for (item *i = t->buckets[b]; i; i = i->next) {
            Py_VISIT(i->key);
            Py_VISIT(i->value);
        }
    return 0;
}
static void
table_dealloc(Table *t)
{
    PyObject_GC_UnTrack(t);
    if (t->buckets != NULL)
        table_clear(t);
    PyMem_Free(t->buckets);
    Py_TYPE(t)->tp_free((PyObject *)t);
}
static PyMethodDef table_methods[] = {
    {"set", (PyCFunction)table_set, METH_VARARGS, NULL},
    {NULL}};
static PyTypeObject Table_Type = {
    PyVarObject_HEAD_INIT(NULL, 0) .tp_name = "n.Table", .tp_basicsize = sizeof(Table),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, .tp_dealloc = (destructor)table_dealloc,
    .tp_traverse = (traverseproc)table_traverse, .tp_clear = (inquiry)table_clear,
    .tp_methods = table_methods, .tp_new = PyType_GenericNew, .tp_init = (initproc)table_init };
/* node objects: doubly linked, released by the owner walking */
typedef struct nobj { PyObject_HEAD PyObject *key; struct nobj *prev, *next; } nobj;
static void
nobj_dealloc(nobj *n)
{
    Py_XDECREF(n->key);
    Py_TYPE(n)->tp_free((PyObject *)n);
}
static PyTypeObject Node_Type = { PyVarObject_HEAD_INIT(NULL, 0) .tp_name = "n.Node", .tp_basicsize = sizeof(nobj), // DOUBT container-without-gc
    .tp_flags = Py_TPFLAGS_DEFAULT, .tp_dealloc = (destructor)nobj_dealloc };
typedef struct { PyObject_HEAD PyObject *map; nobj *first, *last; } Cache;
static nobj *
node_make(PyObject *key)
{
    nobj *n = (nobj *)Node_Type.tp_alloc(&Node_Type, 0);
    if (n == NULL)
        return NULL;
    n->key = Py_NewRef(key);
    n->prev = n->next = NULL;
    return n;
}
static PyObject *
cache_get(Cache *self, PyObject *key)
{
    nobj *n = (nobj *)PyDict_GetItemWithError(self->map, key);
    if (n == NULL) {
        if (PyErr_Occurred())
            return NULL;
        n = node_make(key);
        if (n == NULL)
            return NULL;
        if (PyDict_SetItem(self->map, key, (PyObject *)n) < 0) {
            Py_DECREF(n);
            return NULL;
        }
        if (self->last != NULL)
            self->last->next = n;
        else
            self->first = n;
        n->prev = self->last;
        self->last = n;
    }
    else if (n->prev != NULL) {
        n->prev->next = n->next;
        if (n->next != NULL)
            n->next->prev = n->prev;
        else
            self->last = n->prev;
        n->prev = NULL;
        n->next = self->first;
        if (self->first != NULL)
            self->first->prev = n;
        self->first = n; // DOUBT excess-release
    }
    return Py_NewRef(n->key);
}
static void
cache_dealloc(Cache *self)
{
    nobj *n = self->first;
    while (n != NULL) {
        nobj *dead = n;
        n = n->next; // DOUBT invalidated-borrow
        Py_DECREF(dead);
    }
    Py_XDECREF(self->map);
    Py_TYPE(self)->tp_free((PyObject *)self);
}
static int
cache_init(Cache *self, PyObject *a, PyObject *k)
{
    Py_XSETREF(self->map, PyDict_New());
    return self->map == NULL ? -1 : 0;
}
static PyMethodDef cache_methods[] = {
    {"get", (PyCFunction)cache_get, METH_O, NULL},
    {NULL}};
static PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0) .tp_name = "n.Cache", .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT, .tp_dealloc = (destructor)cache_dealloc,
    .tp_methods = cache_methods, .tp_new = PyType_GenericNew, .tp_init = (initproc)cache_init };
