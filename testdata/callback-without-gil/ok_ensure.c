/* The GIL is taken first. */
#include <Python.h>
#include <pthread.h>

static void *
call_it(void *arg)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallObject(arg, NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(arg);
    Py_XDECREF(r);
    Py_DECREF((PyObject *)arg);
    PyGILState_Release(gil);
    return NULL;
}

int
call_later(PyObject *callable)
{
    pthread_t t;
    Py_INCREF(callable);
    return pthread_create(&t, NULL, call_it, callable);
}
