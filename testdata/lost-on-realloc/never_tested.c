/* Shrinking is taken to succeed always. */
#include <Python.h>

typedef struct {
    wchar_t *items;
    int n;
} Pool;

void
pool_trim(Pool *p)
{
    p->items = PyMem_Realloc(p->items, (size_t)p->n * sizeof *p->items); // WARN lost-on-realloc "'p->items'"
}
