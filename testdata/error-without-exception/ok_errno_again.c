/* Asked twice with nothing in between errno is the same. */
#include <Python.h>
#include <errno.h>
#include <unistd.h>

PyObject *
acquire(PyObject *self, PyObject *args)
{
    ssize_t got;
    do {
        Py_BEGIN_ALLOW_THREADS
        got = read(0, NULL, 1);
        Py_END_ALLOW_THREADS
    } while (got < 0 && errno == EINTR && !PyErr_CheckSignals());
    if (got < 0) {
        if (errno == EINTR)
            return NULL;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_RETURN_TRUE;
}
