/* The collector writes before an instance that has no header there. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Cursor;

static int
cursor_traverse(Cursor *self, visitproc visit, void *arg)
{
    Py_VISIT(self->owner);
    return 0;
}

static int
cursor_clear(Cursor *self)
{
    Py_CLEAR(self->owner);
    return 0;
}

static void
cursor_dealloc(Cursor *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->owner);
    PyObject_GC_Del(self);
}

static PyTypeObject Cursor_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "store.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)cursor_dealloc,
    .tp_traverse = (traverseproc)cursor_traverse,
    .tp_clear = (inquiry)cursor_clear,
};

PyObject *
cursor_open(PyObject *owner)
{
    Cursor *c =
        PyObject_New(Cursor, &Cursor_Type); // WARN allocator-mismatch "Cursor"
    if (c == NULL)
        return NULL;
    c->owner = Py_NewRef(owner);
    return (PyObject *)c;
}
