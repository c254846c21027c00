/* One of two numbers, after a loop: what is not the first is the second. */
#include <Python.h>
#include <stdlib.h>

static PyObject *
ok_first_or_last(PyObject *Py_UNUSED(self), PyObject *args)
{
    int kind;
    PyObject *list, *result = NULL;
    if (!PyArg_ParseTuple(args, "iO!", &kind, &PyList_Type, &list))
        return NULL;
    int type = kind;
    if (type != 11 && type != 12) {
        PyErr_SetString(PyExc_ValueError, "neither 11 nor 12");
        return NULL;
    }
    size_t n = (size_t)PyList_GET_SIZE(list);
    double *values = calloc(n + 1, sizeof *values);
    if (values == NULL)
        return PyErr_NoMemory();
    for (size_t i = 0; i < n; i++) {
        values[i] = PyFloat_AsDouble(PyList_GET_ITEM(list, (Py_ssize_t)i));
        if (PyErr_Occurred()) {
            free(values);
            return NULL;
        }
    }
    if (type == 11)
        result = PyFloat_FromDouble(values[0]);
    else if (type == 12)
        result = PyFloat_FromDouble(values[n]);
    free(values);
    return result;
}

PyMethodDef number_methods[] = {
    {"first_or_last", ok_first_or_last, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
