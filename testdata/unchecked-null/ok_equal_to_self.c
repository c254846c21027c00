/* What is the same as the object of the method is not NULL. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Node;

static PyTypeObject NodeType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "lists.Node",
    .tp_basicsize = sizeof(Node),
};

static PyObject *
list_owns(PyObject *self, PyObject *node)
{
    if (!PyObject_TypeCheck(node, &NodeType)) {
        PyErr_SetString(PyExc_TypeError, "not a node");
        return NULL;
    }
    PyObject *owner = PyWeakref_GetObject(((Node *)node)->owner);
    if (owner != self) {
        PyErr_SetString(PyExc_ValueError, "of another list");
        return NULL;
    }
    Py_INCREF(self);
    return self;
}

static PyMethodDef list_methods[] = {
    {"owns", list_owns, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject ListType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "lists.List",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = list_methods,
};

int
list_ready(void)
{
    return PyType_Ready(&NodeType) < 0 ? -1 : PyType_Ready(&ListType);
}
