/* A settable field, no garbage collection: positional initialiser. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Pair;

static int
pair_set_callback(Pair *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef pair_getset[] = {
    {"callback", NULL, (setter)pair_set_callback, NULL, NULL},
    {NULL},
};

static void
pair_dealloc(Pair *self)
{
    Py_CLEAR(self->callback);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Pair_Type = { // WARN container-without-gc "callback"
    PyVarObject_HEAD_INIT(NULL, 0)
    "demo.Pair",
    sizeof(Pair),
    0,
    (destructor)pair_dealloc,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    Py_TPFLAGS_DEFAULT,
    "positional",
    0,
    0,
    0, 0, 0, 0,
    0,
    0,
    pair_getset,
    0, 0, 0, 0, 0, 0,
    0,
    PyType_GenericNew,
};

int
ready(void)
{
    return PyType_Ready(&Pair_Type);
}
