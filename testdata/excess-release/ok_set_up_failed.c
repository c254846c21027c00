/* The helper leaves the object to its caller. */
#include <Python.h>

typedef struct {
    PyObject_HEAD int size;
} Grid;

static int
set_up(Grid *self, PyObject *args)
{
    if (!PyArg_ParseTuple(args, "i", &self->size)) {
        return -1;
    }
    return 0;
}

static PyObject *
grid_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Grid *self = (Grid *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    if (set_up(self, args) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
grid_dealloc(PyObject *self)
{
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Grid_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "spam.Grid",
    .tp_basicsize = sizeof(Grid),
    .tp_dealloc = grid_dealloc,
    .tp_new = grid_new,
};

int
spam_ready(void)
{
    return PyType_Ready(&Grid_Type);
}
