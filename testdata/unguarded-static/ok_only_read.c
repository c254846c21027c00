/* Tables that nobody writes. */
#include <Python.h>

static char *names[] = {"text", "limit", NULL};
static const int sizes[] = {1, 2, 4, 8};

static PyObject *
cut(PyObject *module, PyObject *args, PyObject *kwargs)
{
    PyObject *text;
    int limit = sizes[1];
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "U|i", names, &text,
                                     &limit))
        return NULL;
    return PyUnicode_Substring(text, 0, limit);
}

PyMethodDef cut_methods[] = {
    {"cut", (PyCFunction)(void (*)(void))cut, METH_VARARGS | METH_KEYWORDS,
     NULL},
    {NULL, NULL, 0, NULL},
};
