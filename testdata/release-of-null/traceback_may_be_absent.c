/* An exception raised in C has no traceback yet. */
#include <Python.h>

void
drop_exception(PyObject *o)
{
    PyObject *r = PyObject_CallMethod(o, "stop", NULL);
    if (r != NULL) {
        Py_DECREF(r);
        return;
    }
    PyObject *type, *value, *tb;
    PyErr_Fetch(&type, &value, &tb);
    PySys_WriteStderr("stop() failed\n");
    Py_XDECREF(type);
    Py_XDECREF(value);
    if (tb == NULL)
        Py_DECREF(tb); // WARN release-of-null "'tb'"
    else
        Py_DECREF(tb);
}
