/* An object of the module's own type is an object. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int level;
} Node;

extern PyTypeObject Node_Type;

PyObject *
link_nodes(PyObject *self, PyObject *args)
{
    Node *a, *b;
    if (!PyArg_ParseTuple(args, "O!O!", &Node_Type, &a, &Node_Type, &b))
        return NULL;
    return PyLong_FromLong(a->level + b->level);
}
