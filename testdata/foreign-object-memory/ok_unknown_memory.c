/* Where the library takes its memory from is not known. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int kind;
} token;

extern PyTypeObject token_type;
extern void *library_take(size_t n);

PyObject *
token_new(int kind)
{
    token *self = library_take(sizeof(token));
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &token_type);
    self->kind = kind;
    return (PyObject *)self;
}
