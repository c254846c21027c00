/* Each type is made by what it needs; the array's struct serves two types,
 * one of which is collected. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Box;

static int
box_traverse(Box *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
box_clear(Box *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
box_dealloc(Box *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->value);
    PyObject_GC_Del(self);
}

static void
frozen_dealloc(Box *self)
{
    Py_CLEAR(self->value);
    PyObject_Free(self);
}

static PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "box.Box",
    .tp_basicsize = sizeof(Box),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)box_dealloc,
    .tp_traverse = (traverseproc)box_traverse,
    .tp_clear = (inquiry)box_clear,
};

static PyTypeObject Frozen_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "box.FrozenBox",
    .tp_basicsize = sizeof(Box),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)frozen_dealloc,
};

PyObject *
box_new(PyObject *text)
{
    Box *b = PyObject_GC_New(Box, &Box_Type);
    if (b == NULL)
        return NULL;
    b->value = PyObject_Str(text);
    if (b->value == NULL) {
        Py_DECREF(b);
        return NULL;
    }
    PyObject_GC_Track(b);
    return (PyObject *)b;
}

PyObject *
frozen_new(void)
{
    Box *b = PyObject_New(Box, &Frozen_Type);
    if (b == NULL)
        return NULL;
    b->value = NULL;
    return (PyObject *)b;
}

PyObject *
box_like(PyTypeObject *type)
{
    Box *b = PyObject_New(Box, type);
    if (b == NULL)
        return NULL;
    b->value = NULL;
    return (PyObject *)b;
}
