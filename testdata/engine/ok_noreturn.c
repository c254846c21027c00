/* Nothing happens after a function that does not return. */
#include <Python.h>
#include <stdlib.h>

__attribute__((noreturn)) static void
die_of(const char *what)
{
    fprintf(stderr, "fatal: %s\n", what);
    exit(1);
}

static void
die_quietly(void)
{
    abort();
}

PyObject *
declared(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        die_of("no memory");
    PyObject *r = PyObject_Repr(o);
    if (r == NULL)
        die_of("no memory");
    Py_DECREF(r);
    return s;
}

PyObject *
inferred(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        die_quietly();
    if (PyUnicode_GetLength(s) == 0) {
        Py_DECREF(s);
        die_quietly();
    }
    return s;
}
