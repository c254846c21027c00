/* Released only for long work, and restored by the same token. */
#include <Python.h>
#include <string.h>

void
fill(char *p, size_t n)
{
    PyThreadState *save = NULL;
    if (n > 10000)
        save = PyEval_SaveThread();
    memset(p, 0, n);
    if (save != NULL)
        PyEval_RestoreThread(save);
}
