// The copy of an instance gets the fields of the first before it is tracked.
#include <Python.h>
#include <stddef.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    PyObject *weakrefs;
    Py_ssize_t index;
} Cursor;

static PyTypeObject Cursor_Type;

static PyObject *
cursor_copy(Cursor *self, PyObject *Py_UNUSED(ignored))
{
    Cursor *copy = PyObject_GC_New(Cursor, &Cursor_Type);
    if (copy == NULL)
        return NULL;
    Py_INCREF(self->source);
    copy->source = self->source;
    copy->index = self->index;
    copy->weakrefs = NULL;
    PyObject_GC_Track(copy);
    return (PyObject *)copy;
}

static PyObject *
cursor_over(PyObject *module, PyObject *source)
{
    Cursor *cursor = PyObject_GC_New(Cursor, &Cursor_Type);
    if (cursor == NULL)
        return NULL;
    cursor->source = Py_NewRef(source);
    cursor->index = 0;
    cursor->weakrefs = NULL;
    PyObject_GC_Track(cursor);
    return (PyObject *)cursor;
}

static int
cursor_traverse(Cursor *self, visitproc visit, void *arg)
{
    Py_VISIT(self->source);
    return 0;
}

static int
cursor_clear(Cursor *self)
{
    Py_CLEAR(self->source);
    return 0;
}

static void
cursor_dealloc(Cursor *self)
{
    PyObject_GC_UnTrack(self);
    if (self->weakrefs != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
    cursor_clear(self);
    PyObject_GC_Del(self);
}

static PyMethodDef cursor_methods[] = {
    {"__copy__", (PyCFunction)cursor_copy, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Cursor_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "walk.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)cursor_traverse,
    .tp_clear = (inquiry)cursor_clear,
    .tp_dealloc = (destructor)cursor_dealloc,
    .tp_weaklistoffset = offsetof(Cursor, weakrefs),
    .tp_methods = cursor_methods,
};

static PyMethodDef methods[] = {
    {"over", cursor_over, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "walk", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_walk(void)
{
    if (PyType_Ready(&Cursor_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}
