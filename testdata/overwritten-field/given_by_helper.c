/* A helper puts the new block into a variable; the old one is lost. */
#include <Python.h>

#include <string.h>

typedef struct {
    PyObject_HEAD
    char *encoding;
} Connection;

static int
plain_name(const char *name, char **plain)
{
    char *copy = PyMem_Malloc(strlen(name) + 1);
    if (copy == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    strcpy(copy, name);
    *plain = copy;
    return 0;
}

static PyObject *
connection_set_encoding(PyObject *self, PyObject *arg)
{
    Connection *c = (Connection *)self;
    char *plain = NULL;
    const char *name = PyUnicode_AsUTF8(arg);
    if (name == NULL || plain_name(name, &plain) < 0)
        return NULL;
    c->encoding = plain; // WARN overwritten-field "'encoding'"
    Py_RETURN_NONE;
}

static PyObject *
connection_change_encoding(PyObject *self, PyObject *arg)
{
    Connection *c = (Connection *)self;
    char *plain = NULL;
    const char *name = PyUnicode_AsUTF8(arg);
    if (name == NULL || plain_name(name, &plain) < 0)
        return NULL;
    char *old = c->encoding;
    c->encoding = plain;
    PyMem_Free(old);
    Py_RETURN_NONE;
}

static void
connection_dealloc(PyObject *self)
{
    PyMem_Free(((Connection *)self)->encoding);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef connection_methods[] = {
    {"set_encoding", connection_set_encoding, METH_O, NULL},
    {"change_encoding", connection_change_encoding, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Connection_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Connection",
    .tp_basicsize = sizeof(Connection),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = connection_dealloc,
    .tp_methods = connection_methods,
};
