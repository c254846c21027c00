/* The same through a member that Python code may write. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Item;

static PyMemberDef item_members[] = {
    {"owner", T_OBJECT_EX, offsetof(Item, owner), 0, NULL},
    {NULL},
};

static int
item_traverse(Item *self, visitproc visit, void *arg)
{
    Py_VISIT(self->owner);
    return 0;
}

static int
item_clear(Item *self)
{
    Py_CLEAR(self->owner);
    return 0;
}

static void
item_dealloc(Item *self)
{
    PyObject_GC_UnTrack(self);
    item_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static void
item_del(PyObject *self) // WARN finalizer-in-cycle "tp_del"
{
    PySys_WriteStdout("gone\n");
    (void)self;
}

static PyTypeObject Item_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Item",
    .tp_basicsize = sizeof(Item),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)item_dealloc,
    .tp_traverse = (traverseproc)item_traverse,
    .tp_clear = (inquiry)item_clear,
    .tp_del = item_del,
    .tp_members = item_members,
};

int
item_ready(void)
{
    return PyType_Ready(&Item_Type);
}
