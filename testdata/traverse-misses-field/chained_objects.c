/* Objects in a chain: the list has one reference to each, and whatever else
   points to a node, its neighbours and the end of the list, only looks on. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value, *before, *after;
} Node;

typedef struct {
    PyObject_HEAD
    PyObject *first, *last;
} Chain;

static int
Node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
Node_clear(Node *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
Node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    Node_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "chain.Node",
    .tp_basicsize = sizeof(Node),
    .tp_dealloc = (destructor)Node_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Node_traverse,
    .tp_clear = (inquiry)Node_clear,
};

static void
node_link(PyObject *before, PyObject *after, Node *one)
{
    if (before != NULL) {
        one->before = before;
        ((Node *)before)->after = (PyObject *)one;
    }
    if (after != NULL) {
        one->after = after;
        ((Node *)after)->before = (PyObject *)one;
    }
}

static Node *
node_create(PyObject *before, PyObject *after, PyObject *value)
{
    Node *one = PyObject_GC_New(Node, &Node_Type);
    if (one == NULL)
        return NULL;
    one->value = Py_NewRef(value);
    one->before = one->after = NULL;
    node_link(before, after, one);
    PyObject_GC_Track(one);
    return one;
}

static PyObject *
Chain_append(Chain *self, PyObject *value)
{
    Node *one = node_create(self->last, NULL, value);
    if (one == NULL)
        return NULL;
    self->last = (PyObject *)one;
    if (self->first == NULL)
        self->first = (PyObject *)one;
    Py_RETURN_NONE;
}

static PyObject *
Chain_pop(Chain *self, PyObject *unused)
{
    Node *old = (Node *)self->first;
    if (old == NULL) {
        PyErr_SetString(PyExc_IndexError, "empty");
        return NULL;
    }
    self->first = old->after; // DOUBT excess-release
    if (self->last == (PyObject *)old)
        self->last = NULL;
    if (old->after != NULL)
        ((Node *)old->after)->before = NULL;
    PyObject *value = Py_NewRef(old->value);
    Py_DECREF(old);
    return value;
}

static PyMethodDef Chain_methods[] = {
    {"append", (PyCFunction)Chain_append, METH_O, NULL},
    {"pop", (PyCFunction)Chain_pop, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL}};

static int
Chain_traverse(Chain *self, visitproc visit, void *arg)
{
    PyObject *at = self->first;
    while (at != NULL) {
        PyObject *after = ((Node *)at)->after;
        Py_VISIT(at);
        at = after;
    }
    return 0;
}

static int
Chain_clear(Chain *self)
{
    PyObject *at = self->first;
    self->first = self->last = NULL;
    while (at != NULL) {
        PyObject *after = ((Node *)at)->after; // DOUBT invalidated-borrow
        Py_DECREF(at);
        at = after;
    }
    return 0;
}

static void
Chain_dealloc(Chain *self)
{
    PyObject_GC_UnTrack(self);
    Chain_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Chain_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "chain.Chain",
    .tp_basicsize = sizeof(Chain),
    .tp_dealloc = (destructor)Chain_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Chain_traverse,
    .tp_clear = (inquiry)Chain_clear,
    .tp_methods = Chain_methods,
    .tp_new = PyType_GenericNew,
};

int
ready(void)
{
    return PyType_Ready(&Node_Type) < 0 ? -1 : PyType_Ready(&Chain_Type);
}
