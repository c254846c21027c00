/* A handle of an opaque type that is an object inside: finishing hands the
 * object over, or trades it for a smaller one. */
#include <Python.h>

struct writer;

static struct writer *
writer_begin(PyObject *number)
{
    return (struct writer *)PyNumber_Long(number);
}

static PyObject *
writer_finish(struct writer *w)
{
    PyObject *number = (PyObject *)w;
    if (!PyLong_CheckExact(number)) {
        Py_DECREF(number);
        return PyLong_FromLong(0);
    }
    return number;
}

static PyObject *
spam_write(PyObject *self, PyObject *arg)
{
    struct writer *w = writer_begin(arg);
    if (w == NULL)
        return NULL;
    return writer_finish(w);
}

PyMethodDef methods[] = {
    {"write", spam_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

// RUN spam_write("abc", 7)
