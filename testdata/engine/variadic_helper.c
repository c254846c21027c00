/* A variadic function of our own. */
#include <Python.h>
#include <stdarg.h>

static PyObject *
pack(int n, ...)
{
    va_list ap;
    PyObject *list = PyList_New(n);
    if (list == NULL)
        return NULL;
    va_start(ap, n);
    for (int i = 0; i < n; i++) {
        PyObject *o = va_arg(ap, PyObject *);
        Py_INCREF(o);
        PyList_SET_ITEM(list, i, o);
    }
    va_end(ap);
    return list;
}

int
wrong(PyObject *a, PyObject *b)
{
    PyObject *list = pack(2, a, b);
    if (list == NULL)
        return -1;
    return PyList_Check(list); // WARN leaked-reference "'list'"
}

int
right(PyObject *a, PyObject *b)
{
    PyObject *list = pack(2, a, b);
    if (list == NULL)
        return -1;
    int rc = PyList_Sort(list);
    Py_DECREF(list);
    return rc;
}
