/* No length, or one that cannot be found out. */
#include <Python.h>

PyObject *
collect(PyObject *source)
{
    Py_ssize_t n = PyObject_Length(source);
    if (n < 0) {
        PyErr_Clear(); // WARN swallowed-exception "PyObject_Size()"
        n = 8;
    }
    return PyList_New(n);
}
