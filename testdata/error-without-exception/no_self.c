/* What Python calls has a self, and a tuple of arguments where it asks for
 * one: a test for NULL is for nothing.
 */
#include <Python.h>

static PyObject *
has_item(PyObject *self, PyObject *args)
{
    int n;
    if (!self || !args)
        return NULL; // DOUBT error-without-exception
    if (!PyArg_ParseTuple(args, "i", &n))
        return NULL;
    return PyBool_FromLong(n);
}

static PyObject *
has_keyword(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"n", NULL};
    int n;
    if (self == NULL)
        return NULL; // DOUBT error-without-exception
    if (kwargs == NULL)
        return NULL; // WARN error-without-exception
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "i", names, &n))
        return NULL;
    return PyBool_FromLong(n);
}

static PyMethodDef Thing_methods[] = {
    {"has_item", has_item, METH_VARARGS, NULL},
    {"has_keyword", (PyCFunction)(void (*)(void))has_keyword,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Thing_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "thing.Thing",
    .tp_methods = Thing_methods,
};
