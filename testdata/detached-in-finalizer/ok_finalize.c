/* tp_finalize works on a whole object and may run anything. */
#include <Python.h>

extern void db_close(void *handle);

typedef struct {
    PyObject_HEAD
    void *handle;
} Cursor;

static void
cursor_finalize(PyObject *op)
{
    Cursor *self = (Cursor *)op;
    void *handle = self->handle;
    self->handle = NULL;
    if (handle == NULL)
        return;
    Py_BEGIN_ALLOW_THREADS
    db_close(handle);
    Py_END_ALLOW_THREADS
}

static void
cursor_dealloc(Cursor *self)
{
    if (PyObject_CallFinalizerFromDealloc((PyObject *)self) < 0)
        return;
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Cursor_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "db.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_dealloc = (destructor)cursor_dealloc,
    .tp_finalize = cursor_finalize,
};
