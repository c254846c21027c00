/* Sizes that no machine has end like a failed allocation, and are as rare. */
#include <Python.h>

typedef struct {
    PyObject_VAR_HEAD
    PyObject **items;
    Py_ssize_t room;
} Stack;

static int
stack_grow(Stack *self)
{
    Py_ssize_t more = (self->room >> 3) + 6;
    if (more > PY_SSIZE_T_MAX - self->room)
        goto nomemory;
    more += self->room;
    if ((size_t)more > (size_t)PY_SSIZE_T_MAX / sizeof(PyObject *))
        goto nomemory;
    PyObject **items = PyMem_Realloc(self->items,
                                     (size_t)more * sizeof(PyObject *));
    if (items == NULL)
        goto nomemory;
    self->items = items;
    self->room = more;
    return 0;
nomemory:
    PyErr_NoMemory();
    return -1;
}

static int
stack_push(Stack *self, PyObject *stolen)
{
    if (self->ob_base.ob_size == self->room && stack_grow(self) < 0)
        return -1;
    self->items[self->ob_base.ob_size++] = stolen;
    return 0;
}

int
push_text(Stack *self, PyObject *o)
{
    PyObject *text = PyObject_Str(o);
    if (text == NULL)
        return -1;
    return stack_push(self, text); // RARE leaked-reference
}
