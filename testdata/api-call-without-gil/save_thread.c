/* The same with the plain functions. */
#include <Python.h>
#include <unistd.h>

PyObject *
read_some(int fd)
{
    char buffer[256];
    PyThreadState *save = PyEval_SaveThread();
    ssize_t n = read(fd, buffer, sizeof buffer);
    if (n < 0) {
        PyErr_SetFromErrno(PyExc_OSError); // WARN api-call-without-gil "PyErr_SetFromErrno"
        PyEval_RestoreThread(save);
        return NULL;
    }
    PyEval_RestoreThread(save);
    return PyBytes_FromStringAndSize(buffer, n);
}
