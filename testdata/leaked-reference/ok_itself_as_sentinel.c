/* The helper gives the object itself back when there is nothing to wait for;
 * a result that it makes is another object. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int pending;
    long row, rows;
} Cursor;

static PyObject *
fetch(Cursor *self)
{
    if (self->pending) {
        self->pending = 0;
        if (self->rows == 0)
            Py_RETURN_NONE;
        if (self->rows < 0)
            return PyUnicode_FromString("");
    }
    return (PyObject *)self;
}

static PyObject *
cursor_iter(Cursor *self)
{
    PyObject *res;

    if ((res = fetch(self)) != (PyObject *)self)
        return res;
    self->row = 0;
    Py_INCREF(self);
    return (PyObject *)self;
}

static PyObject *
cursor_one(Cursor *self, PyObject *noargs)
{
    PyObject *row;

    if ((row = fetch(self)) == (PyObject *)self) {
        if (self->row >= self->rows)
            Py_RETURN_NONE;
        row = PyLong_FromLong(self->row);
        if (row != NULL)
            self->row++;
    }
    return row;
}

static PyMethodDef cursor_methods[] = {
    {"one", (PyCFunction)cursor_one, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Cursor_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = (getiterfunc)cursor_iter,
    .tp_methods = cursor_methods,
};
