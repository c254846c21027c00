/* The token goes through two functions by pointer; the inner one takes the
 * GIL for a moment and saves a new state. */
#include <Python.h>
#include <unistd.h>

static int
run_locked(int fd, PyThreadState **tstate)
{
    char c;
    if (read(fd, &c, 1) < 0) {
        PyEval_RestoreThread(*tstate);
        if (!PyErr_Occurred())
            PyErr_SetFromErrno(PyExc_OSError);
        *tstate = PyEval_SaveThread();
        return -1;
    }
    return c;
}

static int
abort_locked(int fd, PyThreadState **tstate)
{
    if (fd < 0)
        return 0;
    return run_locked(fd, tstate);
}

int
abort_all(int fd)
{
    int rc;
    Py_BEGIN_ALLOW_THREADS
    rc = abort_locked(fd, &_save);
    Py_END_ALLOW_THREADS
    return rc;
}
