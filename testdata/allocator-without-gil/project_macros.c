/* Macros of the project around the API. */
#include <Python.h>

#define NOGIL { PyThreadState *_state = PyEval_SaveThread();
#define GIL PyEval_RestoreThread(_state); }

long
sort_copy(const long *v, size_t n)
{
    long first = 0, *copy;
    NOGIL
    copy = PyMem_Malloc(n * sizeof *copy); // WARN allocator-without-gil "PyMem_Malloc"
    if (copy != NULL) {
        memcpy(copy, v, n * sizeof *copy);
        first = copy[0];
    }
    GIL
    PyMem_Free(copy);
    return first;
}
