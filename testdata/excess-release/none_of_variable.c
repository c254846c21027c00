/* None is released for the variable that holds it, by its other name. */
// PYTHON <3.12
#include <Python.h>

void
append(PyObject **target, PyObject *item)
{
    if (*target == NULL) {
        *target = item;
        return;
    }
    if (*target == Py_None) {
        Py_DECREF(Py_None); // DOUBT excess-release "None"
        *target = item;
    }
}

int
is_missing(PyObject *item)
{
    if (item != Py_None)
        return 0;
    Py_DECREF(Py_None); // WARN excess-release "None"
    return 1;
}
