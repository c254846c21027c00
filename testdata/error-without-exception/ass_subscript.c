/* Deleting is refused without an exception. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *data;
} Frozen;

static int
Frozen_ass_subscript(Frozen *self, PyObject *key, PyObject *value)
{
    if (value == NULL)
        return -1; // WARN error-without-exception
    return PyObject_SetItem(self->data, key, value);
}

static PyMappingMethods Frozen_as_mapping = {
    .mp_ass_subscript = (objobjargproc)Frozen_ass_subscript,
};

PyTypeObject Frozen_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "frozen.Frozen",
    .tp_basicsize = sizeof(Frozen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_mapping = &Frozen_as_mapping,
};
