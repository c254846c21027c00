/* The field only ever holds strings made here. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    PyObject *name;
} Pair;

static int
pair_set_callback(Pair *self, PyObject *value, void *Py_UNUSED(closure))
{
    PyObject *name = PyUnicode_FromString("x");
    if (name == NULL)
        return -1;
    Py_XSETREF(self->name, name);
    return 0;
}

static PyGetSetDef pair_getset[] = {
    {"callback", NULL, (setter)pair_set_callback, NULL, NULL},
    {NULL},
};

static int
pair_traverse(Pair *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
pair_clear(Pair *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    Py_CLEAR(self->name);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    "demo.Pair",
    sizeof(Pair),
    0,
    (destructor)pair_dealloc,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    "positional",
    (traverseproc)pair_traverse,
    (inquiry)pair_clear,
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
