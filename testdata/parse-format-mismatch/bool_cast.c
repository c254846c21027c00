/* The cast silences nobody but the compiler: 'p' writes four bytes. */
#include <Python.h>
#include <stdbool.h>

PyObject *
enable(PyObject *self, PyObject *args)
{
    bool quiet = false;
    if (!PyArg_ParseTuple(args, "|p", (int *)&quiet)) // WARN parse-format-mismatch "behind the cast"
        return NULL;
    return PyBool_FromLong(quiet);
}
