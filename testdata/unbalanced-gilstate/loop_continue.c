/* `continue` passes by the release. */
#include <Python.h>

extern int next_event(void);

void
pump(PyObject *callback)
{
    int e;
    while ((e = next_event()) != 0) {
        PyGILState_STATE gil = PyGILState_Ensure();
        PyObject *r = PyObject_CallFunction(callback, "i", e);
        if (r == NULL) {
            PyErr_WriteUnraisable(callback);
            continue; // WARN unbalanced-gilstate
        }
        Py_DECREF(r);
        PyGILState_Release(gil);
    }
}
