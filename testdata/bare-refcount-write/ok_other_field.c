/* Another struct has a count of its own. */
#include <Python.h>

struct shared {
    int refcnt;
    PyObject *value;
};

void
shared_take(struct shared *s)
{
    s->refcnt++;
}
