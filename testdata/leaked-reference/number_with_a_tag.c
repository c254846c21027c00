/* A reference that goes on as a number, with a tag in its lowest bit. */
#include <Python.h>
#include <stdint.h>

struct cell {
    uintptr_t number;
};

uintptr_t
ok_tagged(Py_ssize_t n)
{
    if (n < 1000)
        return (uintptr_t)n << 1;
    PyObject *object = PyLong_FromSsize_t(n);
    return (uintptr_t)object | 1;
}

int
ok_tagged_in_field(struct cell *cell, Py_ssize_t n)
{
    PyObject *object = PyLong_FromSsize_t(n);
    if (object == NULL)
        return -1;
    cell->number = (uintptr_t)object | 1;
    return 0;
}

Py_ssize_t
only_shifted(Py_ssize_t n)
{
    PyObject *object = PyLong_FromSsize_t(n);
    uintptr_t number = (uintptr_t)object >> 4;
    return (Py_ssize_t)number; // WARN leaked-reference "'object'"
}
