// PYTHON >=3.10
/* A count of the project's own. */
#include <Python.h>

typedef struct {
    int refcount;
} Shared;

int
shared_is_unique(const Shared *s)
{
    return s->refcount == 1;
}
