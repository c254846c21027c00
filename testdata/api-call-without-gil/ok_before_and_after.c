/* Arguments are read before, the result is made after. */
#include <Python.h>
#include <unistd.h>

PyObject *
remove_file(PyObject *self, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    int rc;
    if (name == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    rc = unlink(name);
    Py_END_ALLOW_THREADS
    if (rc < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}
