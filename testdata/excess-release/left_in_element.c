/* An element of a growing array keeps the argument. */
#include <Python.h>

typedef struct {
    PyObject *pattern;
    int priority;
} Rule;

typedef struct {
    PyObject_HEAD
    Rule *rules;
    Py_ssize_t n;
} Book;

static PyObject *
book_add(Book *self, PyObject *args)
{
    PyObject *pattern;
    int priority;
    if (!PyArg_ParseTuple(args, "Ui", &pattern, &priority))
        return NULL;
    Rule *rules = PyMem_Realloc(self->rules,
                                (size_t)(self->n + 1) * sizeof *rules);
    if (rules == NULL)
        return PyErr_NoMemory();
    self->rules = rules;
    Rule *last = &rules[self->n];
    last->pattern = pattern; // WARN excess-release "left in"
    last->priority = priority;
    self->n++;
    Py_RETURN_NONE;
}

static void
book_dealloc(Book *self)
{
    for (Py_ssize_t i = 0; i < self->n; i++)
        Py_DECREF(self->rules[i].pattern);
    PyMem_Free(self->rules);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef book_methods[] = {
    {"add", (PyCFunction)book_add, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Book_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Book",
    .tp_basicsize = sizeof(Book),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)book_dealloc,
    .tp_methods = book_methods,
};

int
book_ready(void)
{
    return PyType_Ready(&Book_Type);
}
