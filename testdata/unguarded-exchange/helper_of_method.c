/* The exchange is in a function that two methods share. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *last;
} Parser;

static void
parser_remember(Parser *self, PyObject *token)
{
    Py_XSETREF(self->last, Py_NewRef(token)); // WARN unguarded-exchange "'self->last'"
}

static PyObject *
parser_feed(Parser *self, PyObject *token)
{
    parser_remember(self, token);
    Py_RETURN_NONE;
}

static PyObject *
parser_reset(Parser *self, PyObject *unused)
{
    parser_remember(self, Py_None);
    Py_RETURN_NONE;
}

PyMethodDef parser_methods[] = {
    {"feed", (PyCFunction)parser_feed, METH_O, NULL},
    {"reset", (PyCFunction)parser_reset, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
