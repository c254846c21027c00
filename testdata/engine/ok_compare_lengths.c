/* Numbers that are known to agree. */
#include <Python.h>

PyObject *
right(PyObject *o, Py_ssize_t n)
{
    PyObject *text = NULL;
    if (n > 0) {
        text = PyObject_Str(o);
        if (text == NULL)
            return NULL;
    }
    PyObject *count = PyLong_FromSsize_t(n);
    if (count == NULL) {
        Py_XDECREF(text);
        return NULL;
    }
    if (n >= 1)
        Py_DECREF(text);
    return count;
}
