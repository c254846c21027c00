/* Looking does not exchange anything. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Box;

static PyObject *
box_get(Box *self, PyObject *unused)
{
    if (self->value == NULL) {
        PyErr_SetString(PyExc_LookupError, "the box is empty");
        return NULL;
    }
    return Py_NewRef(self->value);
}

PyMethodDef box_methods[] = {
    {"get", (PyCFunction)box_get, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
