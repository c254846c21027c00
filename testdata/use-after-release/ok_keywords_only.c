/* The tuple is empty: whatever was parsed came from the keywords. */
#include <Python.h>

struct options {
    int in, out;
};

int
options_parse(struct options *o, PyObject *kwds)
{
    static char *names[] = {"flags", "stdin", "stdout", NULL};
    PyObject *in = NULL, *out = NULL, *none;
    int flags = 0, ok;

    none = PyTuple_New(0);
    if (none == NULL)
        return -1;
    ok = PyArg_ParseTupleAndKeywords(none, kwds, "|iOO", names, &flags, &in,
                                     &out);
    Py_DECREF(none);
    if (!ok)
        return -1;
    if (in != NULL && (o->in = PyObject_AsFileDescriptor(in)) < 0)
        return -1;
    if (out != NULL && (o->out = PyObject_AsFileDescriptor(out)) < 0)
        return -1;
    return flags;
}
