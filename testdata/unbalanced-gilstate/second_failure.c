/* The first failure is dealt with, the second is not. */
#include <Python.h>

double
evaluate(PyObject *f, double x)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunction(f, "d", x);
    if (r == NULL) {
        PyErr_WriteUnraisable(f);
        PyGILState_Release(gil);
        return 0;
    }
    double v = PyFloat_AsDouble(r);
    Py_DECREF(r);
    if (v == -1 && PyErr_Occurred()) {
        PyErr_WriteUnraisable(f);
        return 0; // WARN unbalanced-gilstate
    }
    PyGILState_Release(gil);
    return v;
}
