/* A converter that raises two kinds of errors, of which one is cleared, and
   one that fails for whatever a method raises. */
#include <Python.h>

static int
convert(PyObject *o, long *number)
{
    if (!PyLong_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "a number is wanted");
        return 0;
    }
    if (o == Py_True) {
        PyErr_SetString(PyExc_ValueError, "no truth is wanted");
        return 0;
    }
    *number = 1;
    return 1;
}

static PyObject *
add(PyObject *a, PyObject *b)
{
    long x;
    if (!convert(a, &x)) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Clear();
        Py_RETURN_NOTIMPLEMENTED; // WARN result-with-exception "convert()"
    }
    return PyNumber_Lshift(b, a);
}

static PyObject *
length(PyObject *a, PyObject *unused)
{
    PyObject *n = PyObject_GetAttrString(a, "length");
    if (n == NULL) {
        if (PyErr_ExceptionMatches(PyExc_AttributeError))
            PyErr_Clear();
        Py_RETURN_NONE; // WARN result-with-exception "PyObject_GetAttrString()"
    }
    return n;
}

static PyNumberMethods numbers = {.nb_add = add};
static PyMethodDef methods[] = {{"length", length, METH_NOARGS, NULL},
                                {NULL, NULL, 0, NULL}};
PyTypeObject Sum_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "sum.Sum",
    .tp_as_number = &numbers,
    .tp_methods = methods,
};
