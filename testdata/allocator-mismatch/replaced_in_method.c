/* A method that frees the old block rightly, and puts one of another family
 * there, which the type's dealloc gives to PyMem_Free().
 */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    char *scratch;
} Meter;

static int
meter_init(Meter *self, PyObject *args, PyObject *kwds)
{
    char *first = PyMem_Malloc(64);
    if (first == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    PyMem_Free(self->scratch);
    self->scratch = first;
    return 0;
}

static PyObject *
meter_reset(Meter *self, PyObject *ignored)
{
    PyMem_Free(self->scratch);
    self->scratch = malloc(64); // WARN allocator-mismatch "scratch"
    if (self->scratch == NULL)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

static void
meter_dealloc(Meter *self)
{
    PyMem_Free(self->scratch);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef meter_methods[] = {
    {"reset", (PyCFunction)meter_reset, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Meter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "gauge.Meter",
    .tp_basicsize = sizeof(Meter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)meter_dealloc,
    .tp_methods = meter_methods,
    .tp_init = (initproc)meter_init,
    .tp_new = PyType_GenericNew,
};
