/* Nobody but the caller has the copy. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_ssize_t lines;
} Reader;

static Py_ssize_t
copy_line(Reader *self, const char *from, Py_ssize_t n, char **line)
{
    char *room = PyMem_Malloc((size_t)n + 1);
    if (room == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(room, from, (size_t)n);
    room[n] = '\0';
    self->lines++;
    *line = room;
    return n;
}

PyObject *
first_line(Reader *self)
{
    char *text;
    if (copy_line(self, "END", 3, &text) < 0)
        return NULL;
    return PyBytes_FromString(text); // WARN leaked-allocation "'text'"
}
