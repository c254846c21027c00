/* A helper for old versions that sets the type of an instance does not count;
 * the instances of a heap type own it all the same. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Cell;

static inline void
compat_set_type(PyObject *ob, PyTypeObject *type)
{
    ob->ob_type = type;
}

PyObject *
cell_become(Cell *self, PyTypeObject *type)
{
    compat_set_type((PyObject *)self, type);
    self->ob_base.ob_type = type;
    Py_RETURN_NONE;
}

static int
cell_traverse(Cell *self, visitproc visit, void *arg)
{
#if PY_VERSION_HEX >= 0x03090000
    Py_VISIT(((PyObject *)self)->ob_type);
#endif
    Py_VISIT(self->value);
    return 0;
}

static int
cell_clear(Cell *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
cell_dealloc(Cell *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    cell_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot cell_slots[] = {
    {Py_tp_traverse, cell_traverse},
    {Py_tp_clear, cell_clear},
    {Py_tp_dealloc, cell_dealloc},
    {0, NULL},
};

static PyType_Spec cell_spec = {
    .name = "cells.Cell",
    .basicsize = sizeof(Cell),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cell_slots,
};

int
cells_exec(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&cell_spec);
    if (type == NULL)
        return -1;
    if (PyModule_AddObject(module, "Cell", type) < 0) {
        Py_DECREF(type);
        return -1;
    }
    return 0;
}
