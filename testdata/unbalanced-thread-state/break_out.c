/* break leaves the loop and the region's code behind it. */
#include <Python.h>
#include <unistd.h>

int
drain(int fd)
{
    int n = 0;
    PyThreadState *save;
    for (;;) {
        char c;
        save = PyEval_SaveThread();
        ssize_t got = read(fd, &c, 1);
        if (got < 0)
            break;
        PyEval_RestoreThread(save);
        if (got == 0)
            return n;
        n++;
    }
    return -1; // WARN unbalanced-thread-state
}
