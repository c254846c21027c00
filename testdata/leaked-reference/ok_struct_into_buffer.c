/* The struct that is returned points into the memory of a new object, and is
   how its reference goes on. */
#include <Python.h>

typedef struct {
    PyObject_VAR_HEAD
    Py_ssize_t kind;
    long items[1];
} Buffer;

typedef struct {
    Py_ssize_t len;
    long *items;
} Vec;

extern PyTypeObject Buffer_Type;

Vec
vec_alloc(Py_ssize_t n, Py_ssize_t kind)
{
    Buffer *buffer = PyObject_NewVar(Buffer, &Buffer_Type, n);
    Vec v = {-1, NULL};
    if (buffer == NULL)
        return v;
    buffer->kind = kind;
    v.len = n;
    v.items = buffer->items;
    return v;
}

Vec
vec_make(Py_ssize_t n, Py_ssize_t kind)
{
    Buffer *buffer = n == 0 ? NULL : PyObject_NewVar(Buffer, &Buffer_Type, n);
    if (n != 0 && buffer == NULL)
        return (Vec){-1, NULL};
    Vec v = {.len = kind, .items = buffer != NULL ? buffer->items : NULL};
    return v;
}
