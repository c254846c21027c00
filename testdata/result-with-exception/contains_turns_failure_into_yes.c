/* -1 is not 0, so the failure looks like a hit. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *allowed;
} Filter;

static int
Filter_contains(Filter *self, PyObject *key)
{
    if (PySequence_Contains(self->allowed, key))
        return 1; // WARN result-with-exception "PySequence_Contains()"
    return 0;
}

static PySequenceMethods Filter_as_sequence = {
    .sq_contains = (objobjproc)Filter_contains,
};

PyTypeObject Filter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "filter.Filter",
    .tp_basicsize = sizeof(Filter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_sequence = &Filter_as_sequence,
};
