/* The thread state is taken back before the early return. */
#include <Python.h>

int
copy_out(char **to, const char *from, size_t n)
{
    char *work = PyMem_Malloc(n);
    if (work == NULL)
        return -1;
    PyThreadState *state = PyEval_SaveThread();
    memcpy(work, from, n);
    if (work[0] == 0) {
        PyEval_RestoreThread(state);
        PyMem_Free(work);
        return 0;
    }
    PyEval_RestoreThread(state);
    *to = work;
    return 1;
}
