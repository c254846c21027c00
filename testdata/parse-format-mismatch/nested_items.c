/* Any sequence will do for the parentheses, and one in Python code makes its
 * items when it is asked: nothing keeps them. */
#include <Python.h>

static PyObject *
join(PyObject *self, PyObject *args)
{
    PyObject *left;
    const char *right;
    int times;
    if (!PyArg_ParseTuple(args, "(Os)i", &left, &right, &times)) // DOUBT parse-format-mismatch "need not keep it"
        return NULL;
    return PyUnicode_FromFormat("%S %s %d", left, right, times);
}

static PyObject *
place(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"name", "at", NULL};
    PyObject *name, *x, *y;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O(OO)", names, &name, &x, // DOUBT parse-format-mismatch "'O' in parentheses"
                                     &y))
        return NULL;
    return PyTuple_Pack(3, name, x, y);
}

static PyMethodDef methods[] = {
    {"join", join, METH_VARARGS, NULL},
    {"place", (PyCFunction)(void (*)(void))place,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};
