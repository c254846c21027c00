/* Without PY_SSIZE_T_CLEAN: an int before Python 3.10, then an error at run
 * time, and from 3.13 on Py_ssize_t. */
// PYTHON >=3.10 <3.13
#include <Python.h>

PyObject *
digest(PyObject *self, PyObject *args)
{
    const char *data;
    int size;
    if (!PyArg_ParseTuple(args, "s#:digest", &data, &size)) // WARN parse-format-mismatch "PY_SSIZE_T_CLEAN"
        return NULL;
    return PyLong_FromLong(size > 0 ? data[0] : 0);
}
