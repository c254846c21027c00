/* A thread state of its own. */
#include <Python.h>

static PyInterpreterState *interp;

static void
worker(void *arg)
{
    PyThreadState *state = PyThreadState_New(interp);
    if (state == NULL)
        return;
    PyEval_AcquireThread(state);
    PyObject *r = PyObject_CallObject(arg, NULL);
    Py_XDECREF(r);
    PyErr_Clear();
    PyThreadState_Clear(state);
    PyThreadState_DeleteCurrent();
}

int
start_worker(PyObject *callable)
{
    return PyThread_start_new_thread(worker, callable) == (unsigned long)-1;
}
