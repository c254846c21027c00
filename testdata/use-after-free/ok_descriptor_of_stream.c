/* The stream has the descriptor now, whose number is still good. */
#include <Python.h>
#include <stdio.h>
#include <unistd.h>

PyObject *
first_line(PyObject *module, PyObject *arg)
{
    char line[256];
    int from = PyObject_AsFileDescriptor(arg);
    if (from < 0)
        return NULL;
    int fd = dup(from);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    FILE *stream = fdopen(fd, "r");
    if (stream == NULL) {
        close(fd);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if (lseek(fd, 0, SEEK_SET) < 0 ||
        fgets(line, sizeof line, stream) == NULL) {
        fclose(stream);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    fclose(stream);
    return PyUnicode_FromString(line);
}

PyMethodDef first_line_methods[] = {
    {"first_line", first_line, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
