/* The same through the function for it. */
// PYTHON >=3.9
#include <Python.h>

void
revive(PyObject *o)
{
    Py_SET_REFCNT(o, 1); // WARN bare-refcount-write "reference count of an object"
}
