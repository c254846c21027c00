/* A call through a pointer: known when it was just set, else nothing is
 * believed. */
#include <Python.h>

typedef PyObject *(*maker)(PyObject *);

static maker registered;

int
believed(PyObject *o)
{
    maker make = PyObject_Str;
    PyObject *s = make(o);
    if (s == NULL)
        return -1;
    int yes = PyUnicode_Check(s);
    return yes; // WARN leaked-reference "'s'"
}

int
unknown(PyObject *o)
{
    PyObject *s = registered(o);
    return s != NULL && PyUnicode_Check(s);
}
