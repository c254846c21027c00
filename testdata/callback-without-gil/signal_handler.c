/* A handler interrupts whatever runs: there may be no thread state, and no
 * moment to touch an object. */
#include <Python.h>
#include <signal.h>

static volatile sig_atomic_t n_alarms;

static void
on_alarm(int number)
{
    (void)number;
    n_alarms++;
    PyErr_SetString(PyExc_TimeoutError, "late"); // WARN callback-without-gil "PyErr_SetString"
}

static PyObject *
watch(PyObject *self, PyObject *unused)
{
    if (signal(SIGALRM, on_alarm) == SIG_ERR)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"watch", watch, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
