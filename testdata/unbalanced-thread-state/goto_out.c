/* goto jumps over the restoring call. */
#include <Python.h>
#include <unistd.h>

int
copy(int from, int to)
{
    char c;
    PyThreadState *save = PyEval_SaveThread();
    if (read(from, &c, 1) != 1)
        goto fail;
    if (write(to, &c, 1) != 1)
        goto fail;
    PyEval_RestoreThread(save);
    return 0;
fail:
    return -1; // WARN unbalanced-thread-state
}
