// PYTHON >=3.10
/* The caller has one, the container the other. */
#include <Python.h>

int
can_reuse(PyObject *node, Py_ssize_t n)
{
    return n > 0 && Py_REFCNT(node) == 2; // WARN refcount-test
}
