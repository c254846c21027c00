/* The last call comes after the thread state was given back. */
#include <Python.h>
#include <pthread.h>

static void *
work(void *arg)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallNoArgs(arg);
    if (r == NULL)
        PyErr_WriteUnraisable(arg);
    PyGILState_Release(gil);
    Py_XDECREF(r); // WARN callback-without-gil
    return NULL;
}

int
start(PyObject *callable, pthread_t *t)
{
    return pthread_create(t, NULL, work, Py_NewRef(callable));
}
