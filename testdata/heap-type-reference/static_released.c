// PYTHON <3.12
/* An instance of a static type holds no reference to its type. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int n;
} Cell;

static PyObject *
cell_get(Cell *self, PyObject *Py_UNUSED(unused))
{
    return PyLong_FromLong(self->n);
}

static PyMethodDef methods[] = {
    {"get", (PyCFunction)cell_get, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static void
free_cell(Cell *self)
{
    PyObject *type = (PyObject *)Py_TYPE(self);
    PyObject_Free(self);
    Py_DECREF(type);
}

static void
one_dealloc(Cell *self)
{
    self->n = 0;
    free_cell(self); // WARN heap-type-reference "one_dealloc() releases the type"
}

static void
two_dealloc(Cell *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type); // WARN heap-type-reference "a static type"
}

static void
ok_asks_dealloc(Cell *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    if (type->tp_flags & Py_TPFLAGS_HEAPTYPE)
        Py_DECREF(type);
}

static PyTypeObject One_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.One",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)one_dealloc,
    .tp_methods = methods,
};

static PyTypeObject Two_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Two",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)two_dealloc,
    .tp_methods = methods,
};

static PyTypeObject Three_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Three",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)ok_asks_dealloc,
    .tp_methods = methods,
};

int
ready(void)
{
    if (PyType_Ready(&One_Type) < 0 || PyType_Ready(&Two_Type) < 0 ||
        PyType_Ready(&Three_Type) < 0)
        return -1;
    return 0;
}

PyObject *
make_one(void)
{
    Cell *self = PyObject_New(Cell, &One_Type);
    if (self != NULL)
        self->n = 1;
    return (PyObject *)self;
}
