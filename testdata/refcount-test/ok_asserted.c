// PYTHON >=3.10
/* In an assertion. */
#include <Python.h>

#include <assert.h>

void
check_made(PyObject *o)
{
    assert(Py_REFCNT(o) == 1);
}
