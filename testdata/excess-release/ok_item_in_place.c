/* An item is replaced in a variable and put back into its place, which does
   not release what stood there. */
#include <Python.h>

int
intern_all(PyObject *names)
{
    for (Py_ssize_t i = PyTuple_GET_SIZE(names); --i >= 0;) {
        PyObject *name = PyTuple_GET_ITEM(names, i);
        if (!PyUnicode_CheckExact(name))
            return -1;
        PyUnicode_InternInPlace(&name);
        PyTuple_SET_ITEM(names, i, name);
    }
    return 0;
}

int
close_last(PyObject *pieces)
{
    PyObject *last, *brace = PyBytes_FromString("}");
    if (brace == NULL)
        return -1;
    Py_ssize_t n = PyList_GET_SIZE(pieces) - 1;
    last = PyList_GET_ITEM(pieces, n);
    PyBytes_ConcatAndDel(&last, brace);
    PyList_SET_ITEM(pieces, n, last);
    return last == NULL ? -1 : 0;
}
