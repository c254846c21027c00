/* PyEval_SaveThread() by hand. */
#include <Python.h>

void *
scratch_for(size_t n)
{
    PyThreadState *state = PyEval_SaveThread();
    void *p = PyObject_Malloc(n); // WARN allocator-without-gil "PyObject_Malloc"
    PyEval_RestoreThread(state);
    return p;
}
