/* The flag promises a tp_traverse that is not among the slots. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double value;
} Cell;

static int
cell_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    return PyArg_ParseTuple(args, "d", &((Cell *)self)->value) ? 0 : -1;
}

static void
cell_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyType_Slot cell_slots[] = {
    {Py_tp_init, cell_init},
    {Py_tp_dealloc, cell_dealloc},
    {0, NULL},
};

static PyType_Spec cell_spec = { // WARN traverse-misses-field "no tp_traverse"
    .name = "demo.Cell",
    .basicsize = sizeof(Cell),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cell_slots,
};

PyObject *
cell_type(void)
{
    return PyType_FromSpec(&cell_spec);
}
