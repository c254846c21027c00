/* The last callback ends Python: there is nothing left to give back. */
#include <Python.h>

static int callbacks, closing;

void
plugin_drop(PyObject *callback)
{
    PyGILState_STATE state = PyGILState_Ensure();
    Py_DECREF(callback);
    if (--callbacks == 0 && closing) {
        Py_Finalize();
        return;
    }
    PyGILState_Release(state);
}
