/* PyDict_GetItemString() lends the value. */
#include <Python.h>

long
option_level(PyObject *options)
{
    PyObject *level = PyDict_GetItemString(options, "level");
    long result = 3;
    if (level != NULL) {
        result = PyLong_AsLong(level);
        Py_DECREF(level); // WARN excess-release "'level'"
    }
    return result;
}
