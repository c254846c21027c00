/* The interpreter keeps a dictionary for each instance, and any object may
 * get there; nothing looks into it. */
// PYTHON >=3.13
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double x, y;
} Point;

static void
point_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_ClearManagedDict(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot point_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, point_dealloc},
    {0, NULL},
};

static PyType_Spec point_spec = { // WARN container-without-gc "Py_TPFLAGS_MANAGED_DICT"
    .name = "demo.Point",
    .basicsize = sizeof(Point),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_MANAGED_DICT,
    .slots = point_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&point_spec);
}
