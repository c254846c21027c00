/* A switch over what the program itself keeps has all cases; one over what
 * Python code passes has not. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int width;
} Reader;

struct text {
    const void *chars;
    int width;
};

static int
text_of(PyObject *o, struct text *t)
{
    if (!PyBytes_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "bytes wanted");
        return -1;
    }
    t->chars = PyBytes_AS_STRING(o);
    t->width = PyBytes_GET_SIZE(o) % 2 ? 1 : 2;
    return 0;
}

static void
text_done(struct text *t)
{
    t->chars = NULL;
}

static PyObject *
reader_next(Reader *self, PyObject *unused)
{
    switch (self->width) {
    case 1:
        return PyLong_FromLong(8);
    case 2:
        return PyLong_FromLong(16);
    default:
        return NULL; // DOUBT error-without-exception
    }
}

static PyObject *
first_of(PyObject *self, PyObject *o)
{
    struct text t;
    long n;
    if (text_of(o, &t) < 0)
        return NULL;
    switch (t.width) {
    case 1:
        n = *(const unsigned char *)t.chars;
        break;
    case 2:
        n = *(const unsigned short *)t.chars;
        break;
    default:
        text_done(&t);
        return NULL; // DOUBT error-without-exception
    }
    text_done(&t);
    return PyLong_FromLong(n);
}

static PyObject *
by_mode(PyObject *self, PyObject *args)
{
    int mode;
    if (!PyArg_ParseTuple(args, "i", &mode))
        return NULL;
    switch (mode) {
    case 0:
        return PyLong_FromLong(0);
    case 1:
        return PyLong_FromLong(1);
    default:
        return NULL; // WARN error-without-exception
    }
}

static PyMethodDef methods[] = {
    {"next", (PyCFunction)reader_next, METH_NOARGS, NULL},
    {"first_of", first_of, METH_O, NULL},
    {"by_mode", by_mode, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "texts.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = methods,
};
