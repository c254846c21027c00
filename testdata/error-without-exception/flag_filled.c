/* A helper tells by a number of the caller's whether it has failed: the
 * outcome of a comparison.
 */
#include <Python.h>

static PyObject *
attribute(PyObject *o, int *failed)
{
    PyObject *r = PyObject_GetAttrString(o, "value");
    *failed = r == NULL;
    return r;
}

static PyObject *
size(PyObject *o, int *done)
{
    Py_ssize_t n = PyObject_Size(o);
    *done = n >= 0;
    return *done ? PyLong_FromSsize_t(n) : NULL;
}

static int
is_negative(PyObject *o, long *n)
{
    *n = PyLong_AsLong(o);
    int failed = *n == -1 && PyErr_Occurred() != NULL;
    return failed ? -1 : *n < 0;
}

PyObject *
value_of(PyObject *module, PyObject *o)
{
    int failed;
    PyObject *value = attribute(o, &failed);
    if (failed)
        return NULL;
    int is_true = PyObject_IsTrue(value);
    Py_DECREF(value);
    return is_true < 0 ? NULL : PyBool_FromLong(is_true);
}

PyObject *
lost_value(PyObject *module, PyObject *o)
{
    int failed;
    PyObject *value = attribute(o, &failed);
    if (failed)
        return NULL;
    if (PyObject_IsTrue(value) < 0)
        return NULL; // WARN leaked-reference
    return value;
}

PyObject *
size_of(PyObject *module, PyObject *o)
{
    int done;
    PyObject *n = size(o, &done);
    if (!done)
        return NULL;
    if (n == NULL)
        return NULL;
    return n;
}

PyObject *
sign_of(PyObject *module, PyObject *o)
{
    long n;
    int negative = is_negative(o, &n);
    if (negative < 0)
        return NULL;
    return PyBool_FromLong(negative);
}

PyMethodDef methods[] = {{"value_of", value_of, METH_O, NULL},
                         {"lost_value", lost_value, METH_O, NULL},
                         {"size_of", size_of, METH_O, NULL},
                         {"sign_of", sign_of, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
