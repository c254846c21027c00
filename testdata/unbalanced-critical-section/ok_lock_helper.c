// PYTHON >=3.13
/* One function locks, another unlocks. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyMutex lock;
    int n;
} Counter;

void
counter_lock(Counter *c)
{
    PyMutex_Lock(&c->lock);
}

void
counter_unlock(Counter *c)
{
    c->n++;
    PyMutex_Unlock(&c->lock);
}
