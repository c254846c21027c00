/* The helper looks at its argument first and drops it on one way only; a NULL
 * does not get that far. */
#include <Python.h>

static PyObject *
as_number(PyObject *o, const char *complaint)
{
    PyObject *n;

    if (PyLong_Check(o))
        return o;
    n = PyObject_GetAttrString(o, "number");
    Py_DECREF(o);
    if (n == NULL)
        PyErr_SetString(PyExc_TypeError, complaint);
    return n;
}

PyObject *
truncated(PyObject *self)
{
    PyObject *method = PyObject_GetAttrString(self, "truncated");
    PyObject *result;

    if (method == NULL)
        return NULL;
    result = PyObject_CallObject(method, NULL);
    Py_DECREF(method);
    return as_number(result, "a number wanted");   // WARN unchecked-null
}

PyObject *
truncated_well(PyObject *self)
{
    PyObject *result = PyObject_CallMethod(self, "truncated", NULL);

    if (result == NULL)
        return NULL;
    return as_number(result, "a number wanted");
}
