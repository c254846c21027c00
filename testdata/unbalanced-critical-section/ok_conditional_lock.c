// PYTHON >=3.13
/* Locked and unlocked under one flag. */
#include <Python.h>

typedef struct {
    PyMutex lock;
    int shared;
    long value;
} Cell;

long
cell_add(Cell *c, long n, int shared)
{
    if (shared)
        PyMutex_Lock(&c->lock);
    long value = c->value += n;
    if (shared)
        PyMutex_Unlock(&c->lock);
    return value;
}
