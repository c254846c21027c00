/* The error is raised while the GIL is released. */
#include <Python.h>
#include <unistd.h>

PyObject *
pause_for(int seconds)
{
    Py_BEGIN_ALLOW_THREADS
    if (sleep((unsigned)seconds) != 0)
        PyErr_SetString(PyExc_OSError, "interrupted"); // WARN api-call-without-gil "PyErr_SetString"
    Py_END_ALLOW_THREADS
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}
