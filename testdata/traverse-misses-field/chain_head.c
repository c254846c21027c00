/* Only the first node is shown, in a helper. */
#include <Python.h>

typedef struct listener {
    struct listener *next;
    PyObject *callback;
    PyObject *filter;
} Listener;

typedef struct {
    PyObject_HEAD
    Listener *first;
} Hub;

static PyObject *
hub_listen(Hub *self, PyObject *args)
{
    PyObject *callback, *filter = NULL;
    if (!PyArg_ParseTuple(args, "O|O", &callback, &filter))
        return NULL;
    Listener *l = PyMem_Malloc(sizeof *l);
    if (l == NULL)
        return PyErr_NoMemory();
    Py_INCREF(callback);
    l->callback = callback;
    Py_XINCREF(filter);
    l->filter = filter;
    l->next = self->first;
    self->first = l;
    Py_RETURN_NONE;
}

static void
listener_free(Listener *l)
{
    Py_XDECREF(l->callback);
    Py_XDECREF(l->filter);
    PyMem_Free(l);
}

static void
listeners_free(Listener *l)
{
    while (l != NULL) {
        Listener *next = l->next;
        listener_free(l);
        l = next;
    }
}

static int
listener_traverse(Listener *l, visitproc visit, void *arg)
{
    Py_VISIT(l->callback);
    return 0;
}

static int
hub_traverse(Hub *self, visitproc visit, void *arg) // WARN traverse-misses-field "'first->callback'" WARN traverse-misses-field "'first->filter'"
{
    if (self->first != NULL)
        return listener_traverse(self->first, visit, arg);
    return 0;
}

static int
hub_clear(Hub *self)
{
    Listener *l = self->first;
    self->first = NULL;
    listeners_free(l);
    return 0;
}

static void
hub_dealloc(Hub *self)
{
    PyObject_GC_UnTrack(self);
    hub_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef hub_methods[] = {
    {"listen", (PyCFunction)hub_listen, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Hub_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "events.Hub",
    .tp_basicsize = sizeof(Hub),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)hub_dealloc,
    .tp_traverse = (traverseproc)hub_traverse,
    .tp_clear = (inquiry)hub_clear,
    .tp_methods = hub_methods,
};
