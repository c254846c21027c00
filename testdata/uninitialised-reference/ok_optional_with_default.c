/* The optional argument has its default before the parsing. */
#include <Python.h>

static PyObject *
dump(PyObject *self, PyObject *args, PyObject *kw)
{
    static char *names[] = {"value", "indent", NULL};
    PyObject *value;
    PyObject *indent = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "O|O", names, &value, &indent))
        return NULL;
    return Py_BuildValue("(OO)", value, indent);
}

static PyMethodDef methods[] = {
    {"dump", (PyCFunction)(void (*)(void))dump, METH_VARARGS | METH_KEYWORDS,
     NULL},
    {NULL, NULL, 0, NULL},
};
