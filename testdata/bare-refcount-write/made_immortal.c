/* A large number was meant to make it immortal. */
#include <Python.h>

static PyObject *forever;

int
make_forever(void)
{
    forever = PyTuple_New(0);
    if (forever == NULL)
        return -1;
    forever->ob_refcnt += 1000000; // WARN bare-refcount-write
    return 0;
}
