/* Without PY_SSIZE_T_CLEAN some interpreters refuse the format; what the code
 * does with all others is told nevertheless. */
// PYTHON >=3.10 <3.13
#include <Python.h>

PyObject *
join(PyObject *self, PyObject *args)
{
    const char *data;
    int size;
    PyObject *tail;
    if (!PyArg_ParseTuple(args, "s#O:join", &data, &size, &tail)) // WARN parse-format-mismatch "PY_SSIZE_T_CLEAN"
        return NULL;
    Py_DECREF(tail); // WARN excess-release "PyArg_ParseTuple() lends it"
    Py_RETURN_NONE;
}
