/* The metaclass of these types finds their methods where others have
 * tp_traverse.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callable;
} Computed;

static PyMethodDef computed_methods[] = {
    {NULL, NULL, 0, NULL},
};

static void
computed_dealloc(Computed *self)
{
    Py_XDECREF(self->callable);
    PyObject_Free(self);
}

static PyObject *
computed_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Computed *self = PyObject_New(Computed, type);
    if (self == NULL)
        return NULL;
    Py_INCREF(Py_None);
    self->callable = Py_None;
    return (PyObject *)self;
}

PyTypeObject Computed_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "computed.Computed",
    .tp_basicsize = sizeof(Computed),
    .tp_dealloc = (destructor)computed_dealloc,
    .tp_traverse = (traverseproc)(void *)computed_methods,
    .tp_new = computed_new,
};
