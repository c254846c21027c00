/* The count is raised by hand. */
#include <Python.h>

PyObject *
share(PyObject *o)
{
    o->ob_refcnt++; // WARN bare-refcount-write "reference count of 'o' written directly"
    return o;
}
