/* Between the two the GIL is released for a while. */
#include <Python.h>

extern void wait_a_bit(void);

void
refresh(PyObject *callback)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_BEGIN_ALLOW_THREADS
    wait_a_bit();
    Py_END_ALLOW_THREADS
    PyObject *r = PyObject_CallNoArgs(callback);
    if (r == NULL)
        PyErr_WriteUnraisable(callback);
    Py_XDECREF(r);
    PyGILState_Release(gil);
}
