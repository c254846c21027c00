/* A chain owns its nodes: the helper that makes one links it to a neighbour
   where there is one, and callers cannot tell by what it returns. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *before, *after, *value;
} Node;

typedef struct {
    PyObject_HEAD
    PyObject *head;
    Py_ssize_t size;
} Chain;

extern PyTypeObject Node_Type;

static void
node_link(PyObject *before, PyObject *after, Node *one)
{
    if (before != NULL && before != Py_None) {
        one->before = before;
        ((Node *)before)->after = (PyObject *)one;
    }
    if (after != NULL && after != Py_None) {
        one->after = after;
        ((Node *)after)->before = (PyObject *)one;
    }
}

static Node *
node_create(PyObject *before, PyObject *after, PyObject *value)
{
    Node *one = (Node *)PyObject_CallFunctionObjArgs((PyObject *)&Node_Type,
                                                     value, NULL);
    if (one == NULL)
        return NULL;
    node_link(before, after, one);
    return one;
}

static PyObject *
chain_insert(Chain *self, PyObject *args)
{
    PyObject *value, *at;
    if (!PyArg_ParseTuple(args, "OO!:insert", &value, &Node_Type, &at))
        return NULL;
    Node *one = node_create(((Node *)at)->before, at, value);
    if (one == NULL)
        return NULL;
    if (at == self->head)
        self->head = (PyObject *)one;
    self->size++;
    Py_INCREF((PyObject *)one);
    return (PyObject *)one; // DOUBT leaked-reference
}

PyMethodDef methods[] = {{"insert", (PyCFunction)chain_insert, METH_VARARGS,
                          NULL},
                         {NULL, NULL, 0, NULL}};
