/* The GIL is taken for the one call that needs it. */
#include <Python.h>
#include <unistd.h>

int
pause_for(int seconds)
{
    int rc = 0;
    Py_BEGIN_ALLOW_THREADS
    if (sleep((unsigned)seconds) != 0) {
        Py_BLOCK_THREADS
        PyErr_SetString(PyExc_OSError, "interrupted");
        Py_UNBLOCK_THREADS
        rc = -1;
    }
    Py_END_ALLOW_THREADS
    return rc;
}
