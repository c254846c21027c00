/* A wrapper of the project that behaves like realloc(). */
#include <Python.h>

static void *
grow_block(void *block, size_t n)
{
    void *fresh = PyMem_Realloc(block, n);
    if (fresh == NULL)
        PyErr_NoMemory();
    return fresh;
}

typedef struct {
    double *values;
} Column;

int
column_reserve(Column *c, size_t n)
{
    c->values = grow_block(c->values, n * sizeof(double)); // WARN lost-on-realloc "'c->values'"
    return c->values == NULL ? -1 : 0;
}
