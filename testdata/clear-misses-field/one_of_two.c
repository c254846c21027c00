/* One element is cleared. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **slots;
    Py_ssize_t n;
    PyObject *pair[2];
} Shelf;

static void
shelf_drop(PyObject **slots, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++)
        Py_XDECREF(slots[i]);
    PyMem_Free(slots);
}

static PyObject *
shelf_fill(Shelf *self, PyObject *args)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    PyObject **slots = PyMem_Malloc((size_t)(n + 1) * sizeof *slots);
    if (slots == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n; i++) {
        slots[i] = PyTuple_GET_ITEM(args, i);
        Py_INCREF(slots[i]);
    }
    PyObject **old = self->slots;
    Py_ssize_t n_old = self->n;
    self->slots = slots;
    self->n = n;
    shelf_drop(old, n_old);
    Py_RETURN_NONE;
}

static int
shelf_init(Shelf *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *left, *right;
    if (!PyArg_ParseTuple(args, "OO", &left, &right))
        return -1;
    Py_INCREF(left);
    Py_XSETREF(self->pair[0], left);
    Py_INCREF(right);
    Py_XSETREF(self->pair[1], right);
    return 0;
}

static int
shelf_traverse(Shelf *self, visitproc visit, void *arg)
{
    for (Py_ssize_t i = 0; i < self->n; i++)
        Py_VISIT(self->slots[i]);
    Py_VISIT(self->pair[0]);
    Py_VISIT(self->pair[1]);
    return 0;
}

static int
shelf_clear(Shelf *self) // WARN clear-misses-field "'pair'"
{
    PyObject **slots = self->slots;
    Py_ssize_t n = self->n;
    self->slots = NULL;
    self->n = 0;
    shelf_drop(slots, n);
    Py_CLEAR(self->pair[0]);
    return 0;
}

static void
shelf_dealloc(Shelf *self) // WARN dealloc-misses-field "'pair'"
{
    PyObject_GC_UnTrack(self);
    (void)shelf_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef shelf_methods[] = {
    {"fill", (PyCFunction)shelf_fill, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Shelf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "store.Shelf",
    .tp_basicsize = sizeof(Shelf),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)shelf_init,
    .tp_dealloc = (destructor)shelf_dealloc,
    .tp_traverse = (traverseproc)shelf_traverse,
    .tp_clear = (inquiry)shelf_clear,
    .tp_methods = shelf_methods,
};
