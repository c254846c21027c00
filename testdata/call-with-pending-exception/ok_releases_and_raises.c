/* Releasing objects and replacing the exception is what error paths do. */
#include <Python.h>

int
store_number(PyObject *dict, PyObject *text)
{
    PyObject *n = PyNumber_Long(text);
    PyObject *key = NULL;
    if (n == NULL)
        goto error;
    key = PyUnicode_FromString("n");
    if (key == NULL || PyDict_SetItem(dict, key, n) < 0)
        goto error;
    Py_DECREF(key);
    Py_DECREF(n);
    return 0;
error:
    Py_XDECREF(key);
    Py_XDECREF(n);
    if (PyErr_ExceptionMatches(PyExc_ValueError))
        PyErr_Format(PyExc_TypeError, "a number is needed, not %.50s",
                     Py_TYPE(text)->tp_name);
    return -1;
}
