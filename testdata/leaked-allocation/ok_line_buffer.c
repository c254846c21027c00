/* The buffer of getline() grows from line to line and is freed once; that of
   a reader stays with it. */
#include <Python.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    FILE *file;
    char *line;
    size_t room;
} Reader;

static PyObject *
reader_all(Reader *self, PyObject *Py_UNUSED(ignored))
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    PyObject *all = PyList_New(0);
    while (all != NULL && (n = getline(&line, &room, self->file)) > 0) {
        PyObject *one = PyUnicode_FromStringAndSize(line, n);
        if (one == NULL || PyList_Append(all, one) < 0)
            Py_CLEAR(all);
        Py_XDECREF(one);
    }
    free(line);
    return all;
}

static PyObject *
reader_next(Reader *self, PyObject *Py_UNUSED(ignored))
{
    ssize_t n = getline(&self->line, &self->room, self->file);
    if (n < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyUnicode_FromStringAndSize(self->line, n);
}

PyMethodDef reader_methods[] = {
    {"all", (PyCFunction)reader_all, METH_NOARGS, NULL},
    {"next", (PyCFunction)reader_next, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
