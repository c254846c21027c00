/* 'd' reads a floating-point register that nobody filled. */
#include <Python.h>

PyObject *
ratio(int percent)
{
    return Py_BuildValue("d", percent); // WARN build-format-mismatch "'d'"
}
