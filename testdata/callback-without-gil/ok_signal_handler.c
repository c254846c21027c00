/* What a handler may do: note the signal, and ask the interpreter to look. */
#include <Python.h>
#include <signal.h>

static volatile sig_atomic_t stopped;

static void
on_stop(int number)
{
    (void)number;
    stopped = 1;
    PyErr_SetInterrupt();
}

static PyObject *
stop_on_term(PyObject *self, PyObject *unused)
{
    signal(SIGTERM, on_stop);
    PyOS_setsig(SIGHUP, on_stop);
    signal(SIGPIPE, SIG_IGN);
    return PyBool_FromLong(stopped);
}

static PyMethodDef methods[] = {
    {"stop_on_term", stop_on_term, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
