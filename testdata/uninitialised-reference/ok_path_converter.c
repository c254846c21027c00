/* The converter writes when it succeeds, and says so. */
#include <Python.h>

int
path_size(PyObject *o, Py_ssize_t *n)
{
    PyObject *bytes;
    if (PyUnicode_FSConverter(o, &bytes) == 0)
        return 0;
    *n = PyBytes_GET_SIZE(bytes);
    Py_DECREF(bytes);
    return 1;
}
