/* Nothing but strings is ever put into the fields: comparing them runs no
   Python code. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *rule;
    PyObject *space;
} Match;

static PyTypeObject Match_Type;

PyObject *
match_new(const char *rule, const char *space)
{
    Match *self = PyObject_New(Match, &Match_Type);
    if (self == NULL)
        return NULL;
    self->rule = PyUnicode_DecodeUTF8(rule, 2, "replace");
    self->space = PyUnicode_DecodeUTF8(space, 2, "replace");
    if (self->rule == NULL || self->space == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
match_dealloc(Match *self)
{
    Py_XDECREF(self->rule);
    Py_XDECREF(self->space);
    PyObject_Free(self);
}

static PyObject *
match_compare(PyObject *self, PyObject *other, int op)
{
    Match *a = (Match *)self, *b = (Match *)other;
    if (!PyObject_TypeCheck(other, &Match_Type) || op != Py_EQ)
        Py_RETURN_NOTIMPLEMENTED;
    if (PyObject_RichCompareBool(a->rule, b->rule, Py_EQ) &&
        PyObject_RichCompareBool(a->space, b->space, Py_EQ))
        Py_RETURN_TRUE;
    Py_RETURN_FALSE;
}

static PyTypeObject Match_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Match",
    .tp_basicsize = sizeof(Match),
    .tp_dealloc = (destructor)match_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_richcompare = match_compare,
};
