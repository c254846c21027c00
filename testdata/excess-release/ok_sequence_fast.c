/* Only the sequence is released; its items are lent by it. */
#include <Python.h>

double
sum_floats(PyObject *o)
{
    PyObject *fast = PySequence_Fast(o, "a sequence is needed");
    if (fast == NULL)
        return -1.0;
    double sum = 0.0;
    Py_ssize_t n = PySequence_Fast_GET_SIZE(fast);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(fast, i);
        double v = PyFloat_AsDouble(item);
        if (v == -1.0 && PyErr_Occurred()) {
            Py_DECREF(fast);
            return -1.0;
        }
        sum += v;
    }
    Py_DECREF(fast);
    return sum;
}
