/* Of three functions that free the block one uses another family. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *name;
} Tag;

static PyObject *
tag_rename(Tag *self, PyObject *arg)
{
    const char *text = PyUnicode_AsUTF8(arg);
    if (text == NULL)
        return NULL;
    char *copy = PyMem_RawMalloc(strlen(text) + 1);
    if (copy == NULL)
        return PyErr_NoMemory();
    strcpy(copy, text);
    PyMem_Free(self->name); // WARN allocator-mismatch "PyMem_Free()"
    self->name = copy;
    Py_RETURN_NONE;
}

static PyObject *
tag_forget(Tag *self, PyObject *Py_UNUSED(ignored))
{
    PyMem_RawFree(self->name);
    self->name = NULL;
    Py_RETURN_NONE;
}

static void
tag_dealloc(Tag *self)
{
    PyMem_RawFree(self->name);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef tag_methods[] = {
    {"rename", (PyCFunction)tag_rename, METH_O, NULL},
    {"forget", (PyCFunction)tag_forget, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Tag_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Tag",
    .tp_basicsize = sizeof(Tag),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)tag_dealloc,
    .tp_methods = tag_methods,
};
