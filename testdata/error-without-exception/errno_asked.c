/* Who raises for errno, and gives up whatever it is, knows that a failure has
 * left something there.
 */
#include <Python.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

PyObject *
opened(PyObject *self, PyObject *args)
{
    const char *path, *why = NULL;
    int fd, done = 0;
    (void)self;
    if (!PyArg_ParseTuple(args, "s", &path))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    fd = open(path, O_RDWR);
    Py_END_ALLOW_THREADS
    if (fd < 0)
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    Py_BEGIN_ALLOW_THREADS
    done = ioctl(fd, 1, NULL);
    Py_END_ALLOW_THREADS
    if (done < 0)
        goto error;
    if (done == 7) {
        why = "seven";
        goto error;
    }
    return PyLong_FromLong(fd);
error:
    if (why != NULL)
        PyErr_SetString(PyExc_ValueError, why);
    else if (errno != 0)
        PyErr_SetFromErrno(PyExc_OSError);
    if (fd >= 0)
        close(fd);
    return NULL; // DOUBT error-without-exception
}

PyObject *
number_of(PyObject *self, PyObject *args)
{
    const char *text;
    if (!PyArg_ParseTuple(args, "s", &text))
        return NULL;
    errno = 0;
    long n = strtol(text, NULL, 10);
    (void)self;
    if (errno != 0)
        return PyErr_SetFromErrno(PyExc_ValueError);
    if (n < 0)
        return NULL; // WARN error-without-exception
    return PyLong_FromLong(n);
}

PyMethodDef methods[] = {
    {"opened", opened, METH_VARARGS, NULL},
    {"number_of", number_of, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
