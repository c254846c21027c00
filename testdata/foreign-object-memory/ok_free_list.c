/* A dead object is made anew. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct pair *next;
} pair;

extern PyTypeObject pair_type;
static pair *spare;

PyObject *
pair_new(void)
{
    pair *self = spare;
    if (self == NULL)
        return (PyObject *)PyObject_New(pair, &pair_type);
    spare = (pair *)self->next;
    return PyObject_Init((PyObject *)self, &pair_type);
}
