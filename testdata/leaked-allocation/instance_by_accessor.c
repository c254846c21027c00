/* tp_dealloc gets its struct from a function and forgets to free it. */
#include <Python.h>

typedef struct {
    PyObject ob_base;
    PyObject *parent;
} Cursor;

static Cursor *
cursor_self(PyObject *o)
{
    return (Cursor *)o;
}

static void
cursor_dealloc(PyObject *o) // WARN leaked-allocation "never frees the instance"
{
    Cursor *self = cursor_self(o);
    Py_CLEAR(self->parent);
}

PyTypeObject CursorType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "store.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = cursor_dealloc,
};
