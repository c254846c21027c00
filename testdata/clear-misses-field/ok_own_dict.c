/* A dict that the type makes itself is emptied by its own tp_clear, which
 * breaks every cycle through it. */
#include <Python.h>
#include <stddef.h>

typedef struct {
    PyObject_HEAD
    PyObject *entries;
    PyObject *attributes;
} Registry;

static PyObject *
registry_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)args;
    (void)kwargs;
    Registry *self = (Registry *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->entries = PyDict_New();
    if (self->entries == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static PyObject *
registry_add(Registry *self, PyObject *args)
{
    PyObject *key, *value;
    if (!PyArg_ParseTuple(args, "OO", &key, &value) ||
        PyDict_SetItem(self->entries, key, value) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
registry_reset(Registry *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *fresh = PyDict_New(), *old = self->entries;
    if (fresh == NULL)
        return NULL;
    self->entries = fresh;
    return old;
}

static int
registry_traverse(Registry *self, visitproc visit, void *arg)
{
    Py_VISIT(self->entries);
    Py_VISIT(self->attributes);
    return 0;
}

static void
registry_dealloc(Registry *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->entries);
    Py_XDECREF(self->attributes);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef registry_methods[] = {
    {"add", (PyCFunction)registry_add, METH_VARARGS, NULL},
    {"reset", (PyCFunction)registry_reset, METH_NOARGS, NULL},
    {NULL},
};

static PyTypeObject Registry_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Registry",
    .tp_basicsize = sizeof(Registry),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dictoffset = offsetof(Registry, attributes),
    .tp_new = registry_new,
    .tp_dealloc = (destructor)registry_dealloc,
    .tp_traverse = (traverseproc)registry_traverse,
    .tp_methods = registry_methods,
};

int
registry_ready(void)
{
    return PyType_Ready(&Registry_Type);
}
