/* The field of an entry only looks at what the cache owns: the function that
 * stores it there releases its own reference at the end, on every way. */
#include <Python.h>

typedef struct {
    PyObject *data;
    PyObject *verdict; /* lent by the cache */
} Entry;

typedef struct {
    PyObject_HEAD
    Entry *stack;
    int room;
    Entry *top;
    PyObject *cache;
    PyObject *ask;
} Tracer;

static PyObject *
tracer_enter(Tracer *self, PyObject *name)
{
    PyObject *result = NULL, *data = NULL;
    PyObject *verdict = PyObject_CallFunctionObjArgs(self->ask, name, NULL);
    if (verdict == NULL)
        goto done;
    if (PyDict_SetItem(self->cache, name, verdict) < 0)
        goto done;
    data = PyDict_New();
    if (data == NULL)
        goto done;
    Py_XSETREF(self->top->data, data);
    self->top->verdict = verdict;
    result = Py_None;
    Py_INCREF(result);
done:
    Py_XDECREF(verdict);
    return result;
}

static void
tracer_dealloc(Tracer *self)
{
    PyObject_GC_UnTrack(self);
    for (int i = 0; i < self->room; i++)
        Py_XDECREF(self->stack[i].data);
    PyMem_Free(self->stack);
    Py_XDECREF(self->cache);
    Py_XDECREF(self->ask);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
tracer_traverse(Tracer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->cache);
    Py_VISIT(self->ask);
    for (int i = 0; i < self->room; i++)
        Py_VISIT(self->stack[i].data);
    return 0;
}

static int
tracer_clear(Tracer *self)
{
    Py_CLEAR(self->cache);
    Py_CLEAR(self->ask);
    for (int i = 0; i < self->room; i++)
        Py_CLEAR(self->stack[i].data);
    return 0;
}

static PyMethodDef methods[] = {
    {"enter", (PyCFunction)tracer_enter, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Tracer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "trace.Tracer",
    .tp_basicsize = sizeof(Tracer),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)tracer_dealloc,
    .tp_traverse = (traverseproc)tracer_traverse,
    .tp_clear = (inquiry)tracer_clear,
    .tp_methods = methods,
};
