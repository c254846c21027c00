/* Whatever the callback raises is gone. */
#include <Python.h>

long
ask(PyObject *callback, long otherwise)
{
    PyObject *r = PyObject_CallObject(callback, NULL);
    if (r == NULL) {
        PyErr_Clear(); // WARN swallowed-exception "PyObject_CallObject()"
        return otherwise;
    }
    int yes = PyObject_IsTrue(r);
    Py_DECREF(r);
    return yes > 0;
}
