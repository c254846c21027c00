/* PY_SSIZE_T_CLEAN says that lengths are Py_ssize_t. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
digest(PyObject *self, PyObject *args)
{
    const char *data;
    int size;
    if (!PyArg_ParseTuple(args, "y#:digest", &data, &size)) // WARN parse-format-mismatch "'y#'"
        return NULL;
    return PyLong_FromLong(size > 0 ? data[0] : 0);
}
