/* The number goes to Python, to the instance, or to a stream. */
#include <Python.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    int fd;
} device;

static PyObject *
open_number(PyObject *self, PyObject *arg)
{
    const char *path = PyUnicode_AsUTF8(arg);
    if (path == NULL)
        return NULL;
    int fd = open(path, O_RDWR);
    if (fd == -1)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyLong_FromLong(fd);
}

static PyObject *
open_here(PyObject *self, PyObject *arg)
{
    int fd = dup(STDOUT_FILENO);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    ((device *)self)->fd = fd;
    Py_RETURN_NONE;
}

static PyObject *
first_byte(PyObject *self, PyObject *arg)
{
    const char *path = PyUnicode_AsUTF8(arg);
    if (path == NULL)
        return NULL;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    FILE *stream = fdopen(fd, "rb");
    if (stream == NULL) {
        PyErr_SetFromErrno(PyExc_OSError);
        close(fd);
        return NULL;
    }
    int c = fgetc(stream);
    fclose(stream);
    return PyLong_FromLong(c);
}

PyMethodDef device_methods[] = {
    {"open_number", open_number, METH_O, NULL},
    {"open_here", open_here, METH_O, NULL},
    {"first_byte", first_byte, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
