/* Released and taken back in each round; the error leaves in between. */
#include <Python.h>

extern int receive(int fd, char *p, int n);

PyObject *
receive_all(int fd, char *p, int n)
{
    while (n > 0) {
        int got;
        Py_BEGIN_ALLOW_THREADS
        got = receive(fd, p, n);
        Py_END_ALLOW_THREADS
        if (got < 0)
            return PyErr_SetFromErrno(PyExc_OSError);
        if (PyErr_CheckSignals() < 0)
            return NULL;
        p += got;
        n -= got;
    }
    Py_RETURN_NONE;
}
