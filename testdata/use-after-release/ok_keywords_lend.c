/* All arguments are keywords: the empty tuple lends nothing. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Lost;

int
Lost_init(Lost *self, PyObject *args, PyObject *kwds)
{
    static char *names[] = {"name", NULL};
    PyObject *name = NULL, *nothing = PyTuple_New(0);
    (void)args;
    if (nothing == NULL)
        return -1;
    int ok = PyArg_ParseTupleAndKeywords(nothing, kwds, "|$O:Lost", names,
                                         &name);
    Py_DECREF(nothing);
    if (!ok)
        return -1;
    PyObject *old = self->name;
    Py_XINCREF(name);
    self->name = name;
    Py_XDECREF(old);
    return 0;
}
