#include <Python.h>
#ifdef _WIN32
#include <windows.h>
#endif

PyObject *
both(PyObject *self)
{
    return PyLong_FromLong(2);
}
