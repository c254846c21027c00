/* Locks, per-thread values and time need no thread state. */
#include <Python.h>
#include <pythread.h>

static Py_tss_t key = Py_tss_NEEDS_INIT;

extern int poll_once(void *p);

PyObject *
wait_for(PyThread_type_lock lock, void *p)
{
    int r = 0;
    Py_BEGIN_ALLOW_THREADS
    PyThread_acquire_lock(lock, WAIT_LOCK);
    if (PyThread_tss_get(&key) == NULL)
        r = poll_once(p);
    PyThread_release_lock(lock);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(r);
}
