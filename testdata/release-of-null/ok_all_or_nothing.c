/* The status of the helper says whether all three were made. */
#include <Python.h>

static int
make(PyObject **a, PyObject **b)
{
    *a = PyList_New(0);
    if (*a == NULL)
        return -1;
    *b = PyDict_New();
    if (*b == NULL) {
        Py_CLEAR(*a);
        return -1;
    }
    return 0;
}

int
try_make(void)
{
    PyObject *a = NULL, *b = NULL;
    if (make(&a, &b) < 0)
        return -1;
    Py_DECREF(a);
    Py_DECREF(b);
    return 0;
}
