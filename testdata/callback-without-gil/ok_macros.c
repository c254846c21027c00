/* Macros of the project around the API. */
#include <Python.h>
#include <pthread.h>

#define ENTER_PYTHON PyGILState_STATE _gil = PyGILState_Ensure();
#define LEAVE_PYTHON PyGILState_Release(_gil);

static void *
tick(void *arg)
{
    ENTER_PYTHON
    PyObject *r = PyObject_CallMethod(arg, "tick", NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(arg);
    Py_XDECREF(r);
    LEAVE_PYTHON
    return NULL;
}

int
start_ticks(PyObject *clock)
{
    pthread_t t;
    return pthread_create(&t, NULL, tick, clock);
}
