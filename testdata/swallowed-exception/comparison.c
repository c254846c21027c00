/* An error of __eq__ is taken for "not equal". */
#include <Python.h>

int
is_same(PyObject *a, PyObject *b)
{
    int same = PyObject_RichCompareBool(a, b, Py_EQ);
    if (same < 0) {
        PyErr_Clear(); // WARN swallowed-exception "PyObject_RichCompareBool()"
        same = 0;
    }
    return same;
}
