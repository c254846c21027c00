/* The comparison's result is tested for truth and forgotten. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *low;
    PyObject *high;
} Range;

static int
Range_contains(Range *self, PyObject *value)
{
    PyObject *above = PyObject_RichCompare(self->low, value, Py_LE);
    if (above == NULL)
        return -1;
    int ok = PyObject_IsTrue(above);
    if (ok <= 0)
        return ok; // WARN leaked-reference "'above'"
    Py_DECREF(above);
    return PyObject_RichCompareBool(value, self->high, Py_LT);
}

static PySequenceMethods Range_as_sequence = {
    .sq_contains = (objobjproc)Range_contains,
};

static void
Range_dealloc(Range *self)
{
    Py_XDECREF(self->low);
    Py_XDECREF(self->high);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Range_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "ranges.Range",
    .tp_basicsize = sizeof(Range),
    .tp_dealloc = (destructor)Range_dealloc,
    .tp_as_sequence = &Range_as_sequence,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
