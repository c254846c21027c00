/* The process ends on the other way. */
#include <Python.h>
#include <stdlib.h>

void
must_call(PyObject *callback)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallNoArgs(callback);
    if (r == NULL) {
        PyErr_Print();
        exit(1);
    }
    Py_DECREF(r);
    PyGILState_Release(gil);
}
