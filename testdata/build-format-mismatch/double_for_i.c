/* A double goes into another register than the int that is read. */
#include <Python.h>

PyObject *
progress(double done, int total)
{
    return Py_BuildValue("{sisi}", "done", done, "total", total); // WARN build-format-mismatch "'i'"
}
