/* A managed dictionary that the collector visits. */
// PYTHON >=3.13
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double x, y;
} Point;

static int
point_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return PyObject_VisitManagedDict(self, visit, arg);
}

static int
point_clear(PyObject *self)
{
    PyObject_ClearManagedDict(self);
    return 0;
}

static void
point_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyObject_ClearManagedDict(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot point_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, point_dealloc},
    {Py_tp_traverse, point_traverse},
    {Py_tp_clear, point_clear},
    {0, NULL},
};

static PyType_Spec point_spec = {
    .name = "demo.Point",
    .basicsize = sizeof(Point),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC |
             Py_TPFLAGS_MANAGED_DICT,
    .slots = point_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&point_spec);
}
