/* Without the collector: a reset() that forgets to. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
    int line;
} Token;

static PyObject *
token_feed(Token *self, PyObject *args)
{
    const char *text;
    if (!PyArg_ParseTuple(args, "s", &text))
        return NULL;
    PyObject *made = PyUnicode_FromString(text);
    if (made == NULL)
        return NULL;
    Py_XSETREF(self->text, made);
    Py_RETURN_NONE;
}

static PyObject *
token_reset(Token *self, PyObject *Py_UNUSED(ignored))
{
    if (self->text)
        Py_DECREF(self->text); // WARN dangling-field "token_reset()"
    self->line = 1;
    Py_RETURN_NONE;
}

static PyMethodDef token_methods[] = {
    {"feed", (PyCFunction)token_feed, METH_VARARGS, NULL},
    {"reset", (PyCFunction)token_reset, METH_NOARGS, NULL},
    {NULL},
};

static void
token_dealloc(Token *self)
{
    Py_XDECREF(self->text);
    Py_TYPE(self)->tp_free((PyObject *)self);
}


static PyTypeObject Token_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Token",
    .tp_basicsize = sizeof(Token),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)token_dealloc,
    .tp_methods = token_methods,
};

int
token_ready(void)
{
    return PyType_Ready(&Token_Type);
}
