/* The sum is released whether or not there is one. */
#include <Python.h>

int
can_add(PyObject *a, PyObject *b)
{
    PyObject *sum = PyNumber_Add(a, b);
    Py_DECREF(sum); // WARN release-of-null "'sum'"
    return 1;
}
