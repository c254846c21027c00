// PYTHON >=3.10
/* Less than two. */
#include <Python.h>

int
is_mine(PyObject *o)
{
    return Py_REFCNT(o) < 2; // WARN refcount-test
}
