/* tp_alloc and tp_free fit together by definition. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *data;
} Blob;

static PyObject *
Blob_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Blob *self = (Blob *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->data = PyMem_Malloc(64);
    if (self->data == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static void
Blob_dealloc(Blob *self)
{
    PyMem_Free(self->data);
    Py_TYPE(self)->tp_free(self);
}

PyTypeObject Blob_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "blob.Blob",
    .tp_basicsize = sizeof(Blob),
    .tp_dealloc = (destructor)Blob_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = Blob_new,
};
