/* The address of an array in a struct that was not made, and one a few bytes
 * into a block: both are NULL and a little. */
#include <Python.h>

typedef struct {
    PyObject_VAR_HEAD
    long words[1];
} Bits;

static Bits *
bits_new(PyTypeObject *type, Py_ssize_t n)
{
    return (Bits *)type->tp_alloc(type, n);
}

Bits *
bits_copy(PyTypeObject *type, Bits *from)
{
    Bits *to = bits_new(type, Py_SIZE(from));
    memcpy(to->words, from->words, // RARE unchecked-null "'to' is NULL"
           sizeof(long) * (size_t)Py_SIZE(from));
    return to;
}

PyObject *
tagged(PyObject *self, PyObject *args)
{
    char *text = PyMem_Malloc(16);
    (void)self;
    (void)args;
    strcpy(text + 4, "tag"); // RARE unchecked-null "'text' is NULL"
    PyObject *result = PyUnicode_FromString(text + 4);
    PyMem_Free(text);
    return result;
}
