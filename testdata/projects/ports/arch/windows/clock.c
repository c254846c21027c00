#include <Python.h>
#include <windows.h>

PyObject *
clock_name(PyObject *self)
{
    return PyUnicode_FromString("windows");
}
