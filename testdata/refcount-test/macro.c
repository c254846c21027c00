// PYTHON >=3.10
/* A name of the project's own. */
#include <Python.h>

#define IS_SHARED(o) (Py_REFCNT(o) != 1)

PyObject *
unshared(PyObject *set)
{
    if (IS_SHARED(set)) // WARN refcount-test
        return PySet_New(set);
    Py_INCREF(set);
    return set;
}
