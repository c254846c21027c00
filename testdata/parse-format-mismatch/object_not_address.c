/* The variable itself instead of its address. */
#include <Python.h>

PyObject *
call_back(PyObject *callback, PyObject *args)
{
    if (!PyArg_ParseTuple(args, "O:call_back", callback)) // WARN parse-format-mismatch "'O'"
        return NULL;
    Py_RETURN_NONE;
}
