/* The thread state that a helper was given is brought back for a moment, and
   what it saves then is the same. */
#include <Python.h>

static int
poll_signals(int fd, PyThreadState *_save)
{
    for (;;) {
        if (fd > 100)
            return 0; // DOUBT unbalanced-thread-state
        Py_BLOCK_THREADS
        int failed = PyErr_CheckSignals();
        Py_UNBLOCK_THREADS
        if (failed)
            return -1; // DOUBT unbalanced-thread-state
        fd++;
    }
}

PyObject *
wait_for(PyObject *self, PyObject *arg)
{
    int fd = PyObject_AsFileDescriptor(arg), failed;
    if (fd < 0)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    failed = poll_signals(fd, _save);
    Py_END_ALLOW_THREADS
    if (failed)
        return NULL;
    Py_RETURN_NONE;
}
