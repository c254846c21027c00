/* What the reader hands out it keeps itself. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *line;
} Reader;

static Py_ssize_t
read_line(Reader *self, const char *from, Py_ssize_t n, char **line)
{
    char *room = PyMem_Realloc(self->line, (size_t)n + 1);
    if (room == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(room, from, (size_t)n);
    room[n] = '\0';
    self->line = room;
    *line = room;
    return n;
}

PyObject *
first_line(Reader *self)
{
    char *text;
    if (read_line(self, "END", 3, &text) < 0)
        return NULL;
    return PyBytes_FromString(text);
}
