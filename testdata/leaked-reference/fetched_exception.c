/* Three references come out of PyErr_Fetch(); the failing branch drops
 * them all. */
#include <Python.h>

int
flush(PyObject *stream, PyObject *logger)
{
    PyObject *r = PyObject_CallMethod(stream, "flush", NULL);
    if (r != NULL) {
        Py_DECREF(r);
        return 0;
    }
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    r = PyObject_CallMethod(logger, "error", NULL);
    if (r == NULL)
        return -1; // WARN leaked-reference "'type'" WARN leaked-reference "'value'" WARN leaked-reference "'traceback'"
    Py_DECREF(r);
    PyErr_Restore(type, value, traceback);
    return -1;
}

// RUN flush(5, 7)
