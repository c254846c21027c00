/* The last reference goes without the destructor being run. */
#include <Python.h>

void
forget(PyObject *o)
{
    if (Py_REFCNT(o) > 0)
        --o->ob_refcnt; // WARN bare-refcount-write "'o'"
}
