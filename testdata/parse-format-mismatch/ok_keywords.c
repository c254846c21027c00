/* One name for each unit, wherever the list stands; positional-only names
 * are empty. */
#include <Python.h>

static const char *const shared[] = {"", "", "key", NULL};

PyObject *
find(PyObject *self, PyObject *args, PyObject *kw)
{
    char *local[] = {"a", "b", 0};
    PyObject *a, *b, *c = NULL;
    if (PyTuple_GET_SIZE(args) == 2)
        return PyArg_ParseTupleAndKeywords(args, kw, "OO:find", local, &a, &b)
                   ? PyBool_FromLong(a == b)
                   : NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "OO|$O", (char **)shared, &a,
                                     &b, &c))
        return NULL;
    return PyBool_FromLong(a == b || a == c);
}
