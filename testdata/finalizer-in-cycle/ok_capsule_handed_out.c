/* The capsule goes to Python code and keeps the instance as long as it lives. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Node;

static void
node_free_capsule(PyObject *capsule)
{
    PyObject *node = PyCapsule_GetPointer(capsule, "demo.node");
    Py_XDECREF(node);
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    node_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
node_capsule(Node *self, PyObject *Py_UNUSED(ignored))
{
    Py_INCREF(self);
    PyObject *capsule = PyCapsule_New(self, "demo.node", node_free_capsule);
    if (capsule == NULL)
        Py_DECREF(self);
    return capsule;
}

static PyMethodDef node_methods[] = {
    {"capsule", (PyCFunction)node_capsule, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
    .tp_methods = node_methods,
};

int
node_ready(void)
{
    return PyType_Ready(&Node_Type);
}
