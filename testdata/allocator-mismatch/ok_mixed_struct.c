/* The struct comes from PyMem, its name from strdup(). */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *name;
    int *values;
} column;

void
column_free(column *c)
{
    if (c == NULL)
        return;
    free(c->name);
    PyMem_RawFree(c->values);
    PyMem_Free(c);
}

column *
column_new(const char *name, size_t n)
{
    column *c = PyMem_Calloc(1, sizeof *c);
    if (c == NULL)
        return NULL;
    c->name = strdup(name);
    c->values = PyMem_RawCalloc(n, sizeof *c->values);
    if (c->name == NULL || c->values == NULL) {
        column_free(c);
        return NULL;
    }
    return c;
}
