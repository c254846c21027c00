/* One way out. */
#include <Python.h>

int
on_event(PyObject *callback)
{
    int rc = -1;
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *r = PyObject_CallObject(callback, NULL);
    if (r == NULL) {
        PyErr_WriteUnraisable(callback);
        goto done;
    }
    Py_DECREF(r);
    rc = 0;
done:
    PyGILState_Release(state);
    return rc;
}
