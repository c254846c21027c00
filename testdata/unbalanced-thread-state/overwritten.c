/* Released twice: the first token is lost. */
#include <Python.h>

extern void flush(int fd);

void
flush_both(int a, int b)
{
    PyThreadState *save = PyEval_SaveThread();
    flush(a);
    save = PyEval_SaveThread(); // WARN unbalanced-thread-state "released already" WARN unbalanced-thread-state
    flush(b);
    PyEval_RestoreThread(save);
}
