/* set_sink() replaces what the field holds while write() waits. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *sink;
    int fd;
} Writer;

extern int raw_write(int fd, const char *text, size_t length);

static PyObject *
writer_set_sink(Writer *self, PyObject *sink)
{
    PyObject *old = self->sink;
    Py_INCREF(sink);
    self->sink = sink;
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static PyObject *
writer_write(Writer *self, PyObject *args)
{
    const char *text;
    Py_ssize_t length;
    int done;
    if (!PyArg_ParseTuple(args, "y", &text))
        return NULL;
    length = (Py_ssize_t)strlen(text);
    PyObject *sink = self->sink;
    if (sink == NULL) {
        PyErr_SetString(PyExc_ValueError, "no sink");
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    done = raw_write(self->fd, text, (size_t)length);
    Py_END_ALLOW_THREADS
    return PyObject_CallFunction(sink, "i", done); // WARN invalidated-borrow "let other threads run"
}

PyMethodDef writer_methods[] = {
    {"set_sink", (PyCFunction)writer_set_sink, METH_O, NULL},
    {"write", (PyCFunction)writer_write, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
