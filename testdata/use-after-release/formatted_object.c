/* %R runs repr() on an object that is no longer ours. */
#include <Python.h>

int
check_positive(PyObject *o)
{
    PyObject *number = PyNumber_Long(o);
    if (number == NULL)
        return -1;
    long v = PyLong_AsLong(number);
    Py_DECREF(number);
    if (v == -1 && PyErr_Occurred())
        return -1;
    if (v <= 0) {
        PyErr_Format(PyExc_ValueError, "%R is not positive", number); // WARN use-after-release "'number'"
        return -1;
    }
    return 0;
}
