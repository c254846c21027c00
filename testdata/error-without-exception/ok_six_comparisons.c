/* The operator of a comparison is one of six; a pointer that was moved is
 * not NULL. */
#include <Python.h>
#include <stddef.h>

struct link {
    struct link *next;
};

typedef struct {
    PyObject_HEAD
    long number;
    struct link all;
} NodeObject;

static PyObject *
node_compare(PyObject *a, PyObject *b, int op)
{
    PyObject *result = NULL;
    if (Py_TYPE(a) != Py_TYPE(b))
        Py_RETURN_NOTIMPLEMENTED;
    long d = ((NodeObject *)a)->number - ((NodeObject *)b)->number;
    switch (op) {
    case Py_LT:
        result = d < 0 ? Py_True : Py_False;
        break;
    case Py_LE:
        result = d <= 0 ? Py_True : Py_False;
        break;
    case Py_EQ:
        result = d == 0 ? Py_True : Py_False;
        break;
    case Py_NE:
        result = d != 0 ? Py_True : Py_False;
        break;
    case Py_GT:
        result = d > 0 ? Py_True : Py_False;
        break;
    case Py_GE:
        result = d >= 0 ? Py_True : Py_False;
        break;
    }
    Py_XINCREF(result);
    return result;
}

static PyObject *
node_next(PyObject *self, PyObject *ignored)
{
    struct link *next = ((NodeObject *)self)->all.next;
    NodeObject *other =
        (NodeObject *)((char *)next - offsetof(NodeObject, all));
    if (other == NULL)
        return NULL;
    return PyLong_FromLong(other->number);
}

PyMethodDef methods[] = {
    {"next", node_next, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyType_Slot slots[] = {{Py_tp_richcompare, node_compare}, {0, NULL}};
