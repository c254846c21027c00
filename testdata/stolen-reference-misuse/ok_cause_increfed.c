/* The caller's cause is lent: it gets a reference before it is given. */
#include <Python.h>

int
set_both(PyObject *error, PyObject *cause)
{
    Py_INCREF(cause);
    PyException_SetCause(error, cause);
    Py_INCREF(cause);
    PyException_SetContext(error, cause);
    return 0;
}
