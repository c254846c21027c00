/* Each tile is copied before the blocks that it points to are freed. */
#include <Python.h>

struct tile {
    unsigned long *counts;
    double *errors;
};
typedef struct {
    PyObject_HEAD
    struct tile *tiles;
    size_t n;
} Grid;

static int
grid_fill(Grid *self, size_t i)
{
    struct tile *t = self->tiles + i;
    t->counts = PyMem_Calloc(10, sizeof *t->counts);
    t->errors = PyMem_Calloc(10, sizeof *t->errors);
    return t->counts != NULL && t->errors != NULL;
}

static int
grid_init(Grid *self, PyObject *args, PyObject *keywords)
{
    if (self->tiles != NULL)
        return 0;
    self->tiles = PyMem_Calloc(3, sizeof *self->tiles);
    if (self->tiles == NULL || !grid_fill(self, 0)) {
        PyErr_NoMemory();
        return -1;
    }
    self->n = 3;
    return 0;
}

static void
grid_dealloc(Grid *self)
{
    for (size_t i = 0; i < self->n; i++) {
        struct tile t = self->tiles[i];
        PyMem_Free(t.counts);
        PyMem_Free(t.errors);
    }
    PyMem_Free(self->tiles);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Grid_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "grid.Grid",
    .tp_basicsize = sizeof(Grid),
    .tp_init = (initproc)grid_init,
    .tp_dealloc = (destructor)grid_dealloc,
};
