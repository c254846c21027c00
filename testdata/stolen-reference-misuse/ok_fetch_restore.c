/* What was fetched goes back. */
#include <Python.h>

void
close_quietly(PyObject *file)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *r = PyObject_CallMethod(file, "close", NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(file);
    else
        Py_DECREF(r);
    PyErr_Restore(type, value, traceback);
}
