/* A short read returns early and leaves the file open. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
read_seed(PyObject *module, PyObject *arg)
{
    unsigned char seed[16];
    const char *path = PyUnicode_AsUTF8(arg);
    if (path == NULL)
        return NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    if (read(fd, seed, sizeof seed) != (ssize_t)sizeof seed) {
        PyErr_SetString(PyExc_EOFError, "too little entropy");
        return NULL; // WARN leaked-allocation "file descriptor 'fd'"
    }
    close(fd);
    return PyBytes_FromStringAndSize((const char *)seed, sizeof seed);
}

PyMethodDef seed_methods[] = {
    {"read_seed", read_seed, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
