/* A callback of a library that knows nothing of exceptions. */
#include <Python.h>

int
ok_progress(int percent, void *data)
{
    int stop = 1;
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunction((PyObject *)data, "i", percent);
    if (r == NULL)
        PyErr_Clear();
    else {
        stop = PyObject_IsTrue(r) != 0;
        Py_DECREF(r);
        if (PyErr_Occurred())
            PyErr_Clear();
    }
    PyGILState_Release(state);
    return stop;
}
