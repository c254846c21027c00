/* '%zd' reads eight bytes. */
#include <Python.h>

PyObject *
too_long(int length)
{
    return PyErr_Format(PyExc_OverflowError, "%zd items are too many", length); // WARN build-format-mismatch "'%zd'"
}
