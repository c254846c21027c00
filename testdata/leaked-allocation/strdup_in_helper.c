/* The copy is made by a helper and kept by the instance, which frees one
   of two copies. */
#include <Python.h>
#include <string.h>

typedef struct {
    PyObject_HEAD
    char *host;
    char *path;
} Address;

static char *
copy_text(const char *s)
{
    return s == NULL ? NULL : strdup(s);
}

static PyObject *
address_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    const char *host, *path;
    if (!PyArg_ParseTuple(args, "ss", &host, &path))
        return NULL;
    Address *self = (Address *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->host = copy_text(host);
    self->path = copy_text(path);
    return (PyObject *)self;
}

static void
address_dealloc(Address *self) // WARN leaked-allocation "does not free 'path'"
{
    free(self->host);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Address_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Address",
    .tp_basicsize = sizeof(Address),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)address_dealloc,
    .tp_new = address_new,
};
