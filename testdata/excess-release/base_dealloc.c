// PYTHON >=3.9
/* The destructor of a subclass ends with that of the base. */
#include <Python.h>

typedef struct {
    PyUnicodeObject base;
    PyObject *folded;
} FoldedStr;

static void
folded_dealloc(FoldedStr *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->folded);
    PyUnicode_Type.tp_dealloc((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot folded_slots[] = {
    {Py_tp_dealloc, folded_dealloc},
    {0, NULL},
};

PyType_Spec folded_spec = { // DOUBT container-without-gc
    .name = "demo.FoldedStr",
    .basicsize = sizeof(FoldedStr),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = folded_slots,
};
