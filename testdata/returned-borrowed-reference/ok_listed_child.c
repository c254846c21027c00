/* The parent has to close its cursors and keeps a list of them, but the list
 * owns nothing: the reference goes to the caller. */
#include <Python.h>

struct cursor;

typedef struct {
    PyObject_HEAD
    struct cursor *cursors;
} table;

typedef struct cursor {
    PyObject_HEAD
    struct cursor *next, **back;
    table *owner;
    int open;
} cursor;

static void
cursor_close(cursor *self)
{
    if (!self->open)
        return;
    *self->back = self->next;
    if (self->next != NULL)
        self->next->back = self->back;
    self->open = 0;
}

static void
cursor_dealloc(cursor *self)
{
    cursor_close(self);
    Py_XDECREF(self->owner);
    PyObject_Free(self);
}

static PyTypeObject cursor_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tables.cursor",
    .tp_basicsize = sizeof(cursor),
    .tp_dealloc = (destructor)cursor_dealloc,
};

static cursor *
cursor_new(table *owner)
{
    cursor *self = PyObject_New(cursor, &cursor_type);
    if (self == NULL)
        return NULL;
    self->owner = owner;
    self->open = 1;
    self->back = &owner->cursors;
    self->next = owner->cursors;
    owner->cursors = self;
    if (self->next != NULL)
        self->next->back = &self->next;
    Py_INCREF(owner);
    return self;
}

static PyObject *
table_cursor(table *self, PyObject *ignored)
{
    return (PyObject *)cursor_new(self);
}

static PyObject *
table_pair(table *self, PyObject *ignored)
{
    cursor *one = cursor_new(self);
    if (one == NULL)
        return NULL;
    PyObject *pair = PyTuple_New(1);
    if (pair == NULL) {
        Py_DECREF(one);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 0, (PyObject *)one);
    return pair;
}

static void
table_dealloc(table *self)
{
    while (self->cursors != NULL)
        cursor_close(self->cursors);
    PyObject_Free(self);
}

static PyMethodDef table_methods[] = {
    {"cursor", (PyCFunction)table_cursor, METH_NOARGS, NULL},
    {"pair", (PyCFunction)table_pair, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject table_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tables.table",
    .tp_basicsize = sizeof(table),
    .tp_dealloc = (destructor)table_dealloc,
    .tp_methods = table_methods,
};
