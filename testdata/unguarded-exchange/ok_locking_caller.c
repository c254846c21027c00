/* The methods lock, the helper need not. */
// PYTHON >=3.13
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyMutex mutex;
    PyObject *value;
} Slot;

static void
slot_swap(Slot *self, PyObject *value)
{
    Py_XSETREF(self->value, Py_NewRef(value));
}

static PyObject *
slot_put(Slot *self, PyObject *value)
{
    PyMutex_Lock(&self->mutex);
    slot_swap(self, value);
    PyMutex_Unlock(&self->mutex);
    Py_RETURN_NONE;
}

PyMethodDef slot_methods[] = {
    {"put", (PyCFunction)slot_put, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
