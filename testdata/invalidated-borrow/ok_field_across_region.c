/* set_sink() replaces what the field holds while write() waits, which has a
   reference of its own; peek() reads the field anew; nobody replaces the
   name. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *sink, *name;
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
    Py_INCREF(sink);
    Py_BEGIN_ALLOW_THREADS
    done = raw_write(self->fd, text, (size_t)length);
    Py_END_ALLOW_THREADS
    PyObject *result = PyObject_CallFunction(sink, "i", done);
    Py_DECREF(sink);
    return result;
}

static PyObject *
writer_peek(Writer *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *sink = self->sink, *name = self->name;
    if (sink == NULL)
        Py_RETURN_NONE;
    Py_BEGIN_ALLOW_THREADS
    raw_write(self->fd, "", 0);
    Py_END_ALLOW_THREADS
    sink = self->sink;
    return PyObject_CallFunctionObjArgs(sink, name, NULL);
}

PyMethodDef writer_methods[] = {
    {"set_sink", (PyCFunction)writer_set_sink, METH_O, NULL},
    {"peek", (PyCFunction)writer_peek, METH_NOARGS, NULL},
    {"write", (PyCFunction)writer_write, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
