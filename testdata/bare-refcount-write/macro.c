/* A macro of the project hides it. */
#include <Python.h>

#define TAKE(o) (((PyObject *)(o))->ob_refcnt++)

PyObject *
keep(PyObject *o)
{
    TAKE(o); // WARN bare-refcount-write "'o'"
    return o;
}
