/* The struct is the function's own. */
#include <Python.h>

struct state {
    PyObject *best;
};

static int
consider(struct state *s, PyObject *item)
{
    int better = s->best == NULL ? 1
                                 : PyObject_RichCompareBool(item, s->best,
                                                            Py_GT);
    if (better > 0)
        Py_XSETREF(s->best, Py_NewRef(item));
    return better;
}

static PyObject *
largest(PyObject *module, PyObject *items)
{
    struct state s = {NULL};
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items); i++)
        if (consider(&s, PyTuple_GET_ITEM(items, i)) < 0) {
            Py_XDECREF(s.best);
            return NULL;
        }
    return s.best != NULL ? s.best : Py_NewRef(Py_None);
}

PyMethodDef largest_methods[] = {
    {"largest", largest, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
