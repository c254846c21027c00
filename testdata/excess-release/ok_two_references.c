/* Two were taken, two are released. */
#include <Python.h>

int
call_twice(PyObject *callback)
{
    Py_INCREF(callback);
    Py_INCREF(callback);
    PyObject *r = PyObject_CallObject(callback, NULL);
    Py_DECREF(callback);
    if (r == NULL) {
        Py_DECREF(callback);
        return -1;
    }
    Py_DECREF(r);
    r = PyObject_CallObject(callback, NULL);
    Py_DECREF(callback);
    Py_XDECREF(r);
    return r == NULL ? -1 : 0;
}
