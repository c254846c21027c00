/* The size is asked for after the file was closed. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
size_of(PyObject *module, PyObject *arg)
{
    const char *path = PyUnicode_AsUTF8(arg);
    if (path == NULL)
        return NULL;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    close(fd);
    off_t n = lseek(fd, 0, SEEK_END); // WARN use-after-free "close() has closed it"
    return PyLong_FromLongLong(n);
}

PyMethodDef size_methods[] = {
    {"size_of", size_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
