/* A flag of the object says that it has counted None. */
#include <Python.h>

#define HAS_NONE 1

typedef struct {
    PyObject_HEAD
    unsigned char flags;
} Node;

static int
node_clear(Node *self)
{
    if ((self->flags & HAS_NONE) != 0) {
        self->flags &= (unsigned char)~HAS_NONE;
        Py_DECREF(Py_None); // DOUBT excess-release
    }
    return 0;
}

static void
node_dealloc(Node *self)
{
    node_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject NodeType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "nodes.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)node_dealloc,
};

int
node_ready(void)
{
    return PyType_Ready(&NodeType);
}
