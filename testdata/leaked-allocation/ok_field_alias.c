/* The last element is known by two names; the list is freed by one. */
#include <Python.h>

struct line {
    struct line *next;
    char text[40];
};

typedef struct {
    PyObject_HEAD
    struct line *first, *last;
} Log;

static int
log_add(Log *self)
{
    struct line *l = PyMem_Calloc(1, sizeof *l);
    if (l == NULL)
        return -1;
    if (self->last == NULL)
        self->first = self->last = l;
    else {
        self->last->next = l;
        self->last = l;
    }
    return 0;
}

static PyObject *
log_write(PyObject *self, PyObject *unused)
{
    if (log_add((Log *)self) < 0)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

static PyMethodDef log_methods[] = {
    {"write", log_write, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static void
log_dealloc(Log *self)
{
    while (self->first != NULL) {
        struct line *next = self->first->next;
        PyMem_Free(self->first);
        self->first = next;
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Log_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Log",
    .tp_basicsize = sizeof(Log),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = log_methods,
    .tp_dealloc = (destructor)log_dealloc,
    .tp_new = PyType_GenericNew,
};
