/* The loop's own condition is the test. */
#include <Python.h>

int
all_strings(PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (!it)
        return -1;
    for (PyObject *item; (item = PyIter_Next(it)) != NULL;) {
        int ok = PyUnicode_Check(item);
        Py_DECREF(item);
        if (!ok)
            break;
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : 0;
}
