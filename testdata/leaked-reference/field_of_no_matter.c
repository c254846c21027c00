/* The helper has nothing to do with the field that is asked next, or the code
 * knows that there is a result: it is lost all the same. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int closed, errors;
    PyObject *queue;
} Reader;

static PyObject *
next_item(Reader *self)
{
    PyObject *item = PyObject_CallMethod(self->queue, "get", NULL);

    if (item == NULL)
        self->errors++;
    return item;
}

static PyObject *
reader_get(Reader *self, PyObject *noargs)
{
    PyObject *item = next_item(self);

    if (self->closed) {
        PyErr_SetString(PyExc_ValueError, "closed");
        return NULL;   // WARN leaked-reference "'item'"
    }
    return item;
}

static PyObject *
reader_count(Reader *self, PyObject *noargs)
{
    PyObject *item = next_item(self);

    if (item == NULL)
        return NULL;
    if (self->errors > 10) {
        PyErr_SetString(PyExc_ValueError, "too many errors");
        return NULL;   // WARN leaked-reference "'item'"
    }
    return item;
}

static PyMethodDef reader_methods[] = {
    {"get", (PyCFunction)reader_get, METH_NOARGS, NULL},
    {"count", (PyCFunction)reader_count, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = reader_methods,
};
