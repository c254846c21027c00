/* The object allocator; the error comes later. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **slots;
    Py_ssize_t n;
} Table;

static int
table_resize(Table *t, Py_ssize_t n)
{
    t->slots = PyObject_Realloc(t->slots, (size_t)n * sizeof *t->slots); // WARN lost-on-realloc "'t->slots'"
    t->n = n;
    if (t->slots)
        return 0;
    PyErr_SetString(PyExc_MemoryError, "table too large");
    return -1;
}

PyObject *
table_clear(Table *t, PyObject *unused)
{
    if (table_resize(t, 1) < 0)
        return NULL;
    Py_RETURN_NONE;
}
