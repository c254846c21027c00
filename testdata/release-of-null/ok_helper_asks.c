/* The helper stands None in for whatever is missing; here nothing is. */
#include <Python.h>

static PyObject *
shown(PyObject *o)
{
    return o != NULL ? o : Py_None;
}

int
table_drop(PyObject *table, PyObject *name)
{
    PyObject *res = PyObject_CallMethodObjArgs(table, name, NULL);
    if (res == NULL) {
        PyObject *cause = Py_BuildValue("(O)", shown(table));
        Py_XDECREF(cause);
        PyErr_WriteUnraisable(name);
    }
    Py_XDECREF(res);
    Py_DECREF(table); // DOUBT release-of-null "'table'"
    return 0;
}
