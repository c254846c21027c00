/* fclose() has closed the descriptor with the stream. */
#include <Python.h>
#include <stdio.h>
#include <unistd.h>

PyObject *
copy_text(int from, const char *text)
{
    int fd = dup(from);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    FILE *stream = fdopen(fd, "w");
    if (stream == NULL) {
        close(fd);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    int rc = fputs(text, stream);
    fclose(stream);
    close(fd); // WARN double-free "'fd'"
    return PyLong_FromLong(rc);
}
