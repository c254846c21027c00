/* One branch releases early, and the common end releases again. */
#include <Python.h>

int
print_if_long(PyObject *o, FILE *out)
{
    PyObject *text = PyObject_Str(o);
    if (text == NULL)
        return -1;
    Py_ssize_t n = PyUnicode_GetLength(text);
    int rc = 0;
    if (n > 80)
        rc = PyObject_Print(text, out, Py_PRINT_RAW);
    else
        Py_DECREF(text);
    Py_DECREF(text); // WARN excess-release "'text'"
    return rc;
}
