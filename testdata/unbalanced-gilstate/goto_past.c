/* The label stands behind the release. */
#include <Python.h>

int
compare(PyObject *cmp, PyObject *a, PyObject *b)
{
    int order = 0;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunctionObjArgs(cmp, a, b, NULL);
    if (r == NULL) {
        PyErr_WriteUnraisable(cmp);
        goto out;
    }
    order = (int)PyLong_AsLong(r);
    if (order == -1 && PyErr_Occurred())
        PyErr_WriteUnraisable(r);
    Py_DECREF(r);
    PyGILState_Release(gil);
out:
    return order; // WARN unbalanced-gilstate
}
