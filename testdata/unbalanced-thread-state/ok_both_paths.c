/* Restored on both ways out. */
#include <Python.h>
#include <unistd.h>

int
wait_for(int fd)
{
    char c;
    PyThreadState *save = PyEval_SaveThread();
    if (read(fd, &c, 1) < 0) {
        PyEval_RestoreThread(save);
        PyErr_SetFromErrno(PyExc_OSError);
        return -1;
    }
    PyEval_RestoreThread(save);
    return c;
}
