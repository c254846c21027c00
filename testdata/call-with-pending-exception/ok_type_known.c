/* What is a float needs no __float__(), what is a list knows its length: of
 * objects whose type the code has asked for, or that it has made itself, such
 * calls do not fail.
 */
#include <Python.h>

static PyObject *
orbit_distance(PyObject *self, PyObject *args)
{
    PyObject *first, *second;
    if (!PyArg_ParseTuple(args, "OO:distance", &first, &second))
        return NULL;
    PyObject *a = PyNumber_Float(first);
    if (a == NULL)
        return NULL;
    double x = PyFloat_AsDouble(a);
    Py_DECREF(a);
    PyObject *b = PyNumber_Float(second);
    if (b == NULL)
        return NULL;
    double y = PyFloat_AsDouble(b);
    Py_DECREF(b);
    return PyFloat_FromDouble(x > y ? x - y : y - x);
}

static PyObject *
orbit_name(PyObject *self, PyObject *numbers)
{
    long low = 0;
    if (PyList_Check(numbers) || PyTuple_Check(numbers)) {
        Py_ssize_t n = PySequence_Size(numbers);
        for (Py_ssize_t i = 0; i < n; i++) {
            PyObject *one = PySequence_GetItem(numbers, i);
            if (one == NULL)
                return NULL;
            if (PyLong_Check(one)) {
                int overflow;
                low += PyLong_AsLongAndOverflow(one, &overflow);
            }
            Py_DECREF(one);
        }
    }
    PyObject *name = PyObject_Str(self);
    if (name == NULL)
        return NULL;
    PyObject *result = Py_BuildValue("Ol", name, low);
    Py_DECREF(name);
    return result;
}

static PyObject *
orbit_weight(PyObject *self, PyObject *factor)
{
    double w = 1.0;
    if (PyFloat_Check(factor))
        w = PyFloat_AsDouble(factor);
    else if (PyLong_Check(factor)) {
        w = PyLong_AsDouble(factor);
        if (w == -1.0 && PyErr_Occurred())
            return NULL;
    }
    return PyObject_CallMethod(self, "weigh", "d", w);
}

PyMethodDef methods[] = {
    {"distance", orbit_distance, METH_VARARGS, NULL},
    {"name", orbit_name, METH_O, NULL},
    {"weight", orbit_weight, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
