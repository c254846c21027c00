/* A helper whose callers use the API by themselves has the GIL before it
 * makes sure of it, and after; one that nobody here calls may not. */
#include <Python.h>

typedef struct node {
    PyObject *key;
    struct node *next;
} node;

static node *
node_new(PyObject *key)
{
    PyGILState_STATE state = PyGILState_Ensure();
    node *n = PyMem_Malloc(sizeof *n);
    PyGILState_Release(state);
    if (n != NULL) {
        n->key = key;
        Py_INCREF(key);
        n->next = NULL;
    }
    return n;
}

int
list_add(node **first, PyObject *key)
{
    for (node *n = *first; n != NULL; n = n->next) {
        int same = PyObject_RichCompareBool(n->key, key, Py_EQ);
        if (same != 0)
            return same;
    }
    node *n = node_new(key);
    if (n == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    n->next = *first;
    *first = n;
    return 0;
}

void
node_drop(node *n)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *key = n->key;
    PyMem_Free(n);
    PyGILState_Release(state);
    Py_DECREF(key); // WARN api-call-without-gil
}
