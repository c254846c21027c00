/* The allocator is a helper of the project. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int kind;
} token;

extern PyTypeObject token_type;

static void *
take(size_t n)
{
    void *p = PyMem_Malloc(n);
    if (p == NULL)
        PyErr_NoMemory();
    return p;
}

PyObject *
token_new(int kind)
{
    token *self = take(sizeof(token));
    if (self == NULL)
        return NULL;
    PyObject_Init((PyObject *)self, &token_type); // WARN foreign-object-memory "take()"
    self->kind = kind;
    return (PyObject *)self;
}
