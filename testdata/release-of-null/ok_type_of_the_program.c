/* Nobody but the program itself makes nodes, and it sets the key at once: the
 * type has no name in the module and no __init__().
 */
#include <Python.h>

typedef struct node {
    PyObject_HEAD
    PyObject *key;
    struct node *next;
} node;

static void
node_dealloc(node *self)
{
    Py_DECREF(self->key);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject node_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "m.node",
    .tp_basicsize = sizeof(node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_new = PyType_GenericNew,
};

node *
node_make(long number)
{
    PyObject *key = PyLong_FromLong(number);
    if (key == NULL)
        return NULL;
    node *made = (node *)node_type.tp_alloc(&node_type, 0);
    if (made == NULL) {
        Py_DECREF(key);
        return NULL;
    }
    made->key = key;
    return made;
}

int
node_prepare(void)
{
    return PyType_Ready(&node_type);
}
