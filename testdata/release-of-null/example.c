/* There is nothing to release in the very branch that found NULL. */
#include <Python.h>

PyObject *
negated(PyObject *o)
{
    PyObject *result = PyNumber_Negative(o);
    if (result == NULL) {
        Py_DECREF(result); // WARN release-of-null "'result'"
        return NULL;
    }
    return result;
}

// RUN negated(7 ** 30)
