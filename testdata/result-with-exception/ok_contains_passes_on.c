/* -1, 0 and 1 go to the caller as they come. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *set;
} Bag;

static int
Bag_contains(Bag *self, PyObject *key)
{
    int found = PySet_Contains(self->set, key);
    if (found < 0 && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        return 0;
    }
    return found;
}

static PySequenceMethods Bag_as_sequence = {
    .sq_contains = (objobjproc)Bag_contains,
};

PyTypeObject Bag_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "bag.Bag",
    .tp_basicsize = sizeof(Bag),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_sequence = &Bag_as_sequence,
};
