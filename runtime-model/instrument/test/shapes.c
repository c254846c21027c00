/* Types that only look wrong: nothing may ever be found here. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>

/* ---- a node: fields, a borrowed way back, weak references --------------- */

typedef struct node {
    PyObject_HEAD PyObject *item, *cache;
    struct node *parent; /* not owned */
    PyObject *weak;
    long in_flight;
} Node;

static PyTypeObject node_type;

static PyObject *
node_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Node *n = (Node *)type->tp_alloc(type, 0);
    if (n == NULL)
        return NULL;
    n->item = PyList_New(0);
    if (n->item == NULL)
        Py_CLEAR(n);
    return (PyObject *)n;
}

static int
node_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    Node *n = (Node *)self;
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return -1;
    if (PyList_Append(list, args) < 0) {
        Py_DECREF(list);
        return -1;
    }
    Py_XSETREF(n->item, list);
    Py_CLEAR(n->cache);
    return 0;
}

static int
node_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((Node *)self)->item);
    Py_VISIT(((Node *)self)->cache);
    return 0;
}

static int
node_clear(PyObject *self)
{
    Py_CLEAR(((Node *)self)->item);
    Py_CLEAR(((Node *)self)->cache);
    return 0;
}

static void
node_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (((Node *)self)->weak != NULL)
        PyObject_ClearWeakRefs(self);
    node_clear(self);
    Py_TYPE(self)->tp_free(self);
}

static PyObject *
node_get_item(PyObject *self, void *closure)
{
    Py_INCREF(((Node *)self)->item);
    return ((Node *)self)->item;
}

static int
node_set_item(PyObject *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot be deleted");
        return -1;
    }
    Py_INCREF(value);
    Py_XSETREF(((Node *)self)->item, value);
    return 0;
}

static PyObject *
node_get_cache(PyObject *self, void *closure)
{
    Node *n = (Node *)self;
    if (n->cache == NULL)
        n->cache = PyDict_New();
    Py_XINCREF(n->cache);
    return n->cache;
}

static PyGetSetDef node_getset[] = {
    {"item", node_get_item, node_set_item, NULL, NULL},
    {"cache", node_get_cache, NULL, NULL, NULL},
    {NULL}};

static PyObject *
node_make_child(PyObject *self, PyObject *unused)
{
    PyObject *args = PyTuple_New(0);
    PyObject *child = args == NULL ? NULL
                                   : PyObject_CallObject(
                                         (PyObject *)Py_TYPE(self), args);
    Py_XDECREF(args);
    if (child != NULL)
        ((Node *)child)->parent = (Node *)self;
    return child;
}

static PyObject *
node_self(PyObject *self, PyObject *unused)
{
    Py_INCREF(self);
    return self;
}

/* A request that a library will answer later. */
static PyObject *
node_request(PyObject *self, PyObject *unused)
{
    ((Node *)self)->in_flight++;
    Py_INCREF(self);
    Py_RETURN_NONE;
}

static PyMethodDef node_methods[] = {
    {"make_child", node_make_child, METH_NOARGS, NULL},
    {"self", node_self, METH_NOARGS, NULL},
    {"request", node_request, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL}};

static PyTypeObject node_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "shapes.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = node_new,
    .tp_init = node_init,
    .tp_dealloc = node_dealloc,
    .tp_traverse = node_traverse,
    .tp_clear = node_clear,
    .tp_weaklistoffset = offsetof(Node, weak),
    .tp_getset = node_getset,
    .tp_methods = node_methods};

/* ---- instances that are used again -------------------------------------- */

typedef struct pooled {
    PyObject_HEAD struct pooled *next;
    PyObject *item;
} Pooled;

static Pooled *pool;
static int n_pool;

static PyObject *
pooled_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Pooled *p = pool;
    if (p != NULL) {
        pool = p->next;
        n_pool--;
        (void)PyObject_Init((PyObject *)p, type);
    }
    else if ((p = PyObject_New(Pooled, type)) == NULL) {
        return NULL;
    }
    p->next = NULL;
    p->item = PyLong_FromLong(98765);
    if (p->item == NULL)
        Py_CLEAR(p);
    return (PyObject *)p;
}

static void
pooled_dealloc(PyObject *self)
{
    Pooled *p = (Pooled *)self;
    Py_CLEAR(p->item);
    if (n_pool < 20) {
        p->next = pool;
        pool = p;
        n_pool++;
        return;
    }
    PyObject_Free(self);
}

static Py_ssize_t
pooled_length(PyObject *self)
{
    return 3;
}

static PyObject *
pooled_item(PyObject *self, Py_ssize_t i)
{
    if (i < 0 || i >= 3) {
        PyErr_SetString(PyExc_IndexError, "no such item");
        return NULL;
    }
    PyObject *n = PyLong_FromSsize_t(i + 70000);
    PyObject *sum = n == NULL ? NULL : PyNumber_Add(n, ((Pooled *)self)->item);
    Py_XDECREF(n);
    return sum;
}

static PySequenceMethods pooled_sequence = {.sq_length = pooled_length,
                                            .sq_item = pooled_item};

static PyTypeObject pooled_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "shapes.Pooled",
    .tp_basicsize = sizeof(Pooled),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = pooled_new,
    .tp_dealloc = pooled_dealloc,
    .tp_as_sequence = &pooled_sequence};

/* ---- members of a list whose links lie inside of them ------------------- */

struct link {
    struct link *next;
};

typedef struct {
    PyObject_HEAD PyObject *item;
    struct link link;
} Member;

static struct link members;

static PyObject *
member_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Member *m = (Member *)type->tp_alloc(type, 0);
    if (m == NULL)
        return NULL;
    m->item = PyList_New(0);
    if (m->item == NULL) {
        Py_DECREF(m);
        return NULL;
    }
    Py_INCREF(m); /* that of the list */
    m->link.next = members.next;
    members.next = &m->link;
    return (PyObject *)m;
}

static void
member_dealloc(PyObject *self)
{
    Py_CLEAR(((Member *)self)->item);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject member_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "shapes.Member",
    .tp_basicsize = sizeof(Member), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = member_new, .tp_dealloc = member_dealloc};

/* ---- a heap type -------------------------------------------------------- */

typedef struct {
    PyObject_HEAD PyObject **items;
    Py_ssize_t n, room;
} Heap;

static int
heap_traverse(PyObject *self, visitproc visit, void *arg)
{
    Heap *h = (Heap *)self;
#if PY_VERSION_HEX >= 0x03090000
    Py_VISIT(Py_TYPE(self));
#endif
    for (Py_ssize_t i = 0; i < h->n; i++)
        Py_VISIT(h->items[i]);
    return 0;
}

static int
heap_clear(PyObject *self)
{
    Heap *h = (Heap *)self;
    while (h->n > 0)
        Py_DECREF(h->items[--h->n]);
    return 0;
}

static void
heap_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    heap_clear(self);
    PyMem_Free(((Heap *)self)->items);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

static PyObject *
heap_push(PyObject *self, PyObject *o)
{
    Heap *h = (Heap *)self;
    if (h->n == h->room) {
        Py_ssize_t room = h->room * 2 + 4;
        PyObject **items = PyMem_Realloc(h->items,
                                         (size_t)room * sizeof *items);
        if (items == NULL)
            return PyErr_NoMemory();
        h->items = items;
        h->room = room;
    }
    Py_INCREF(o);
    h->items[h->n++] = o;
    Py_RETURN_NONE;
}

static PyObject *
heap_pop(PyObject *self, PyObject *unused)
{
    Heap *h = (Heap *)self;
    if (h->n == 0) {
        PyErr_SetString(PyExc_IndexError, "empty");
        return NULL;
    }
    return h->items[--h->n];
}

static PyObject *
heap_iter(PyObject *self)
{
    PyObject *list = PyList_New(0), *it = NULL;
    Heap *h = (Heap *)self;
    for (Py_ssize_t i = 0; list != NULL && i < h->n; i++) {
        if (PyList_Append(list, h->items[i]) < 0)
            Py_CLEAR(list);
    }
    if (list != NULL)
        it = PyObject_GetIter(list);
    Py_XDECREF(list);
    return it;
}

static PyObject *
heap_compare(PyObject *a, PyObject *b, int op)
{
    Py_RETURN_NOTIMPLEMENTED;
}

static PyMethodDef heap_methods[] = {{"push", heap_push, METH_O, NULL},
                                     {"pop", heap_pop, METH_NOARGS, NULL},
                                     {NULL, NULL, 0, NULL}};

static PyType_Slot heap_slots[] = {
    {Py_tp_new, PyType_GenericNew},    {Py_tp_dealloc, heap_dealloc},
    {Py_tp_traverse, heap_traverse},   {Py_tp_clear, heap_clear},
    {Py_tp_methods, heap_methods},     {Py_tp_iter, heap_iter},
    {Py_tp_richcompare, heap_compare}, {0, NULL}};

static PyType_Spec heap_spec = {"shapes.Heap", sizeof(Heap), 0,
                                Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
                                heap_slots};

/* ---- a struct that reads like an object --------------------------------- */

struct state {
    size_t n;
    PyTypeObject *type;
    char *text;
};

typedef struct {
    PyObject_HEAD struct state *state;
} Stateful;

static PyObject *
stateful_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Stateful *s = (Stateful *)type->tp_alloc(type, 0);
    if (s == NULL)
        return NULL;
    s->state = PyMem_Calloc(1, sizeof *s->state);
    if (s->state == NULL) {
        Py_DECREF(s);
        return PyErr_NoMemory();
    }
    s->state->n = 3;
    s->state->type = &node_type;
    return (PyObject *)s;
}

static void
stateful_dealloc(PyObject *self)
{
    PyMem_Free(((Stateful *)self)->state);
    Py_TYPE(self)->tp_free(self);
}

static Py_ssize_t
stateful_length(PyObject *self)
{
    const struct state *s = ((Stateful *)self)->state;
    if (s->n == 3)
        return 3;
    abort();
}

static PySequenceMethods stateful_sequence = {.sq_length = stateful_length};

static PyTypeObject stateful_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "shapes.Stateful",
    .tp_basicsize = sizeof(Stateful),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = stateful_new,
    .tp_dealloc = stateful_dealloc,
    .tp_as_sequence = &stateful_sequence};

/* ---- a type that asks whether a slot is still its own ------------------- */

static int
strict_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return 0;
}

static PyObject *
strict_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (type->tp_init == strict_init && PyTuple_GET_SIZE(args) == 0) {
        PyErr_SetString(PyExc_TypeError, "nothing to be strict about");
        return NULL;
    }
    return type->tp_alloc(type, 0);
}

static PyTypeObject strict_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "shapes.Strict",
    .tp_basicsize = sizeof(PyObject), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = strict_new, .tp_init = strict_init};

/* ---- what reads from a descriptor --------------------------------------- */

#include <unistd.h>

static PyObject *
read_descriptor(PyObject *self, PyObject *fd)
{
    long n = PyLong_AsLong(fd);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    PyObject *b = PyBytes_FromStringAndSize(NULL, 4);
    if (b == NULL)
        return NULL;
    ssize_t got = read((int)n, PyBytes_AS_STRING(b), 4);
    if (_PyBytes_Resize(&b, got < 0 ? 0 : got) < 0)
        return NULL;
    return b;
}

static PyMethodDef methods[] = {
    {"read_descriptor", read_descriptor, METH_O, NULL}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "shapes",
                                    .m_size = -1, .m_methods = methods};

static int
add_type(PyObject *m, PyObject *type)
{
    PyObject *name = PyObject_GetAttrString(type, "__name__");
    int rc = name == NULL ? -1 : PyObject_SetAttr(m, name, type);
    Py_XDECREF(name);
    return rc;
}

PyMODINIT_FUNC
PyInit_shapes(void)
{
    PyTypeObject *types[] = {&node_type, &pooled_type, &member_type,
                             &stateful_type, &strict_type};
    PyObject *m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (PyType_Ready(types[i]) < 0 ||
            add_type(m, (PyObject *)types[i]) < 0)
            goto fail;
    }
    PyObject *heap = PyType_FromSpec(&heap_spec);
    if (heap == NULL || add_type(m, heap) < 0) {
        Py_XDECREF(heap);
        goto fail;
    }
    Py_DECREF(heap);
    return m;
fail:
    Py_DECREF(m);
    return NULL;
}
