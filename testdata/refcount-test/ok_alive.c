// PYTHON >=3.10
/* Alive at all. */
#include <Python.h>

int
is_alive(PyObject *o)
{
    return Py_REFCNT(o) > 0;
}
