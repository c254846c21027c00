/* tp_dealloc gets its struct from a function that looks at the type. */
#include <Python.h>
#include <assert.h>

typedef struct {
    PyObject ob_base;
    PyObject *parent;
} Cursor;

static PyTypeObject CursorType;

static Cursor *
cursor_self(PyObject *o)
{
    assert(Py_TYPE(o) == &CursorType);
    return (Cursor *)o;
}

static void
cursor_dealloc(PyObject *o)
{
    Cursor *self = cursor_self(o);
    Py_XDECREF(self->parent);
    PyObject_Free(self);
}

static PyTypeObject CursorType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "store.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = cursor_dealloc,
};

int
cursor_ready(void)
{
    return PyType_Ready(&CursorType);
}
