/* The helper takes the GIL for the error, and gives it up again. */
#include <Python.h>

extern int device_read(int fd, char *p, int n);

static void
report(const char *what)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyErr_SetString(PyExc_OSError, what);
    PyGILState_Release(gil);
}

PyObject *
read_all(int fd, char *p, int n)
{
    int bad = 0;
    Py_BEGIN_ALLOW_THREADS
    if (device_read(fd, p, n) < 0) {
        report("cannot read");
        bad = 1;
    }
    Py_END_ALLOW_THREADS
    if (bad)
        return NULL;
    Py_RETURN_NONE;
}
