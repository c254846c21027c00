/* One of the fields is exchanged after the section has ended. */
// PYTHON >=3.13
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *cause;
} Fault;

static void
fault_drop(Fault *self)
{
    Py_CLEAR(self->cause); // WARN unguarded-exchange "'self->cause'"
}

static PyObject *
fault_reset(Fault *self, PyObject *unused)
{
    fault_drop(self);
    Py_RETURN_NONE;
}

PyMethodDef fault_methods[] = {
    {"reset", (PyCFunction)fault_reset, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
