/* The library takes files and texts by the same pointer to const; a file is
 * kept open by it, and closed in the end.
 */
#include <Python.h>
#include <stdio.h>

struct reader;
extern struct reader *reader_open(int kind, const void *source);

typedef struct {
    PyObject_HEAD
    struct reader *reader;
} Reader;

static int
reader_init(Reader *self, PyObject *args, PyObject *kwds)
{
    const char *path;
    if (!PyArg_ParseTuple(args, "s:Reader", &path))
        return -1;
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
        return -1;
    }
    self->reader = reader_open(1, f);
    if (self->reader == NULL) {
        fclose(f);
        PyErr_SetString(PyExc_ValueError, "nothing to read");
        return -1;
    }
    return 0;
}

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "reader.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)reader_init,
};
