/* When the second end cannot be set up, the first one is closed and the other
   forgotten. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

PyObject *
open_pair(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    if (fcntl(ends[1], F_SETFL, O_NONBLOCK) < 0) {
        PyErr_SetFromErrno(PyExc_OSError);
        close(ends[0]);
        return NULL; // WARN leaked-allocation "file descriptor 'ends[1]' from pipe()"
    }
    return Py_BuildValue("ii", ends[0], ends[1]);
}
