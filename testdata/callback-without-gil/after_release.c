/* The reference goes after the GIL. */
#include <Python.h>
#include <pthread.h>

static void *
notify(void *arg)
{
    PyObject *callback = arg;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallObject(callback, NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(callback);
    Py_XDECREF(r);
    PyGILState_Release(gil);
    Py_DECREF(callback); // WARN callback-without-gil "Py_DECREF"
    return NULL;
}

int
notify_later(PyObject *callback)
{
    pthread_t t;
    Py_INCREF(callback);
    return pthread_create(&t, NULL, notify, callback);
}
