/* The GIL is taken for the moment. */
#include <Python.h>

void *
scratch_anywhere(size_t n)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    void *p = PyMem_Malloc(n);
    PyGILState_Release(gil);
    return p;
}
