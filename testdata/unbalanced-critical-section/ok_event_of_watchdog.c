/* The lock is taken all the time; letting go of it ends the watchdog's thread,
   which has to be taken back afterwards. */
#include <Python.h>

static struct {
    PyThread_type_lock cancel, running;
    long timeout;
} watchdog;

extern void watchdog_bark(void);

static void
watchdog_main(void *unused)
{
    if (!PyThread_acquire_lock_timed(watchdog.cancel, watchdog.timeout, 0))
        watchdog_bark();
    else
        PyThread_release_lock(watchdog.cancel);
    PyThread_release_lock(watchdog.running);
}

static void
watchdog_stop(void)
{
    if (watchdog.cancel == NULL)
        return;
    PyThread_release_lock(watchdog.cancel);
    PyThread_acquire_lock(watchdog.running, 1);
    PyThread_release_lock(watchdog.running);
    PyThread_acquire_lock(watchdog.cancel, 1);
}

static PyObject *
start(PyObject *module, PyObject *arg)
{
    long timeout = PyLong_AsLong(arg);
    if (timeout == -1 && PyErr_Occurred())
        return NULL;
    if (watchdog.cancel == NULL) {
        watchdog.cancel = PyThread_allocate_lock();
        if (watchdog.cancel == NULL)
            return PyErr_NoMemory();
        PyThread_acquire_lock(watchdog.cancel, 1);
    }
    if (timeout < 0) {
        PyErr_SetString(PyExc_ValueError, "negative timeout");
        return NULL;
    }
    watchdog_stop();
    watchdog.timeout = timeout;
    PyThread_acquire_lock(watchdog.running, 1);
    if (PyThread_start_new_thread(watchdog_main, NULL) ==
        PYTHREAD_INVALID_THREAD_ID) {
        PyThread_release_lock(watchdog.running);
        PyErr_SetString(PyExc_RuntimeError, "no thread");
        return NULL;
    }
    Py_RETURN_NONE;
}

PyMethodDef watchdog_methods[] = {
    {"start", start, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
