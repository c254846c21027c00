/* The dictionary is not closed. */
#include <Python.h>

PyObject *
options(int level)
{
    return Py_BuildValue("{s:i", "level", level); // WARN build-format-mismatch "'}' is missing"
}
