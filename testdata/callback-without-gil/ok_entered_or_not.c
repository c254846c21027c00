/* A helper enters Python unless it is shutting down. */
#include <Python.h>
#include <pthread.h>

static PyThreadState *saved;

static int
enter(void)
{
    if (saved == NULL)
        return 0;
    PyEval_RestoreThread(saved);
    return 1;
}

static void *
report(void *arg)
{
    if (!enter())
        return NULL;
    PyObject *r = PyObject_CallObject(arg, NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(arg);
    Py_XDECREF(r);
    saved = PyEval_SaveThread();
    return NULL;
}

int
start_report(PyObject *callable)
{
    pthread_t t;
    return pthread_create(&t, NULL, report, callable);
}
