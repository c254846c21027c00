/* Called without the GIL: takes it by the token in the struct, and does not
   put one there when the call fails. */
#include <Python.h>

struct timer {
    PyThreadState *token;
    PyObject *tick;
};

int
timer_fire(struct timer *timer)
{
    PyEval_RestoreThread(timer->token);
    PyObject *done = PyObject_CallObject(timer->tick, NULL);
    if (done == NULL) {
        PyErr_Print();
        return -1; // WARN unbalanced-thread-state "the GIL is not given back"
    }
    Py_DECREF(done);
    timer->token = PyEval_SaveThread();
    return 0;
}
