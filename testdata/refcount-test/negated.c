// PYTHON >=3.10
/* A test turned round. */
#include <Python.h>

int
detach(PyObject **slot)
{
    if (!(Py_REFCNT(*slot) == 1)) { // WARN refcount-test
        PyObject *copy = PyDict_Copy(*slot);
        if (copy == NULL)
            return -1;
        Py_SETREF(*slot, copy);
    }
    return 0;
}
