/* Reading the count changes nothing. */
#include <Python.h>

int
is_ours_alone(PyObject *o)
{
    return Py_REFCNT(o) == 1;
}
