/* The wrong result is released and then named in the message. */
#include <Python.h>

PyObject *
call_for_string(PyObject *callable)
{
    PyObject *result = PyObject_CallObject(callable, NULL);
    if (result == NULL)
        return NULL;
    if (!PyUnicode_Check(result)) {
        Py_DECREF(result);
        PyErr_Format(PyExc_TypeError, "expected str, got %s",
                     Py_TYPE(result)->tp_name); // WARN use-after-release "'result'"
        return NULL;
    }
    return result;
}
