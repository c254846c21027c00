/* On an error *overflow is 0: it is not the error that the test finds. */
#include <Python.h>

PyObject *
as_number(PyObject *self, PyObject *item)
{
    int overflow;
    long value = PyLong_AsLongAndOverflow(item, &overflow);
    if (overflow) {
        PyObject *f = PyNumber_Float(item);
        if (f == NULL)
            return NULL;
        double d = PyFloat_AsDouble(f);
        Py_DECREF(f);
        return PyFloat_FromDouble(d);
    }
    if (value == -1 && PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(value);
}
