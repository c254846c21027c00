/* A helper gives the same object, without a reference, or a new one; its
   callers have asked before which it will be, or ask afterwards. */
#include <Python.h>

static PyObject *
text(PyObject *o)
{
    if (PyUnicode_Check(o))
        return o;
    return PyObject_Str(o);
}

static PyObject *
asked_before(PyObject *self, PyObject *o)
{
    if (PyUnicode_CheckExact(o) || PyUnicode_Check(o))
        Py_RETURN_NONE;
    return text(o); // DOUBT returned-borrowed-reference
}

static PyObject *
asked_afterwards(PyObject *self, PyObject *o)
{
    PyObject *t = text(o);
    if (t == NULL)
        return NULL;
    Py_ssize_t n = PyObject_Size(t);
    if (t != o)
        Py_DECREF(t);
    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

struct word {
    int shared;
    PyObject *text;
};

static PyObject *
word_text(struct word *w)
{
    if (w->shared)
        return w->text;
    return PyUnicode_FromFormat("%S", w->text);
}

Py_ssize_t
word_length(struct word *w)
{
    if (w->shared)
        return PyObject_Size(word_text(w)); // DOUBT leaked-reference
    PyObject *t = word_text(w);
    if (t == NULL)
        return -1;
    Py_ssize_t n = PyObject_Size(t);
    Py_DECREF(t);
    return n;
}

PyMethodDef text_methods[] = {
    {"asked_before", asked_before, METH_O, NULL},
    {"asked_afterwards", asked_afterwards, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
