/* The format of the arguments is in a constant of its own. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *memo;
    PyObject *indent;
} Encoder;

static void
encoder_dealloc(PyObject *self)
{
    Encoder *e = (Encoder *)self;
    Py_XDECREF(e->memo);
    Py_XDECREF(e->indent);
    Py_TYPE(self)->tp_free(self);
}

static PyObject *
encoder_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const format = "O" /* memo */
                                      "O" /* indent */
                                      ":Encoder";
    static char *names[] = {"memo", "indent", NULL};
    PyObject *memo, *indent;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, format, names, &memo,
                                     &indent))
        return NULL;
    Encoder *e = (Encoder *)type->tp_alloc(type, 0);
    if (e == NULL)
        return NULL;
    e->memo = memo; // WARN excess-release "'memo'"
    e->indent = Py_NewRef(indent);
    return (PyObject *)e;
}

static int
encoder_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static char format[] = "O:__init__";
    PyObject *memo;
    if (!PyArg_ParseTuple(args, format, &memo))
        return -1;
    Encoder *e = (Encoder *)self;
    Py_XSETREF(e->memo, memo); // WARN excess-release "'memo'"
    return 0;
}

PyTypeObject Encoder_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Encoder",
    .tp_basicsize = sizeof(Encoder),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = encoder_new,
    .tp_init = encoder_init,
    .tp_dealloc = encoder_dealloc,
};
