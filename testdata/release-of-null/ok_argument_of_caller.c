/* Nothing says that a caller passes NULL. */
#include <Python.h>

void
replace(PyObject **slot, PyObject *value)
{
    PyObject *old = *slot;
    Py_INCREF(value);
    *slot = value;
    Py_DECREF(old);
}
