/* The error is told while the region lasts, by a goto out of it. */
#include <Python.h>

extern int device_write(int fd, const char *p, int n);

PyObject *
write_all(int fd, const char *p, int n)
{
    PyThreadState *_save;
    Py_UNBLOCK_THREADS
    while (n > 0) {
        int done = device_write(fd, p, n);
        if (done < 0)
            goto failed;
        p += done;
        n -= done;
    }
    Py_BLOCK_THREADS
    Py_RETURN_NONE;
failed:
    PyErr_SetFromErrno(PyExc_OSError); // WARN api-call-without-gil
    Py_BLOCK_THREADS
    return NULL;
}
