/* The stack grows until there is no memory, or no such number: neither is a
 * path that anybody takes.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **items;
    size_t n, room;
} Stack;

static int
stack_grow(Stack *s)
{
    size_t extra = (s->room >> 3) + 6;
    if (extra > (size_t)PY_SSIZE_T_MAX - s->room)
        goto nomemory;
    PyObject **items = s->items;
    PyMem_RESIZE(items, PyObject *, s->room + extra);
    if (items == NULL)
        goto nomemory;
    s->items = items;
    s->room += extra;
    return 0;

nomemory:
    PyErr_NoMemory();
    return -1;
}

static int
stack_push(Stack *s, PyObject *item)
{
    if (s->n == s->room && stack_grow(s) < 0)
        return -1;
    s->items[s->n++] = item;
    return 0;
}

static PyObject *
stack_load(Stack *self, PyObject *ignored)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (stack_push(self, list) < 0)
        return NULL; // RARE leaked-reference
    Py_RETURN_NONE;
}

PyMethodDef stack_methods[] = {
    {"load", (PyCFunction)stack_load, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
