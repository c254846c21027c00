/* The test comes after the GIL was taken. */
#include <Python.h>

static PyObject *hook;

int
call_hook(int code)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    if (hook == NULL)
        return 0; // WARN unbalanced-gilstate "when hook == NULL"
    PyObject *r = PyObject_CallFunction(hook, "i", code);
    int ok = r != NULL;
    if (!ok)
        PyErr_WriteUnraisable(hook);
    Py_XDECREF(r);
    PyGILState_Release(gil);
    return ok;
}
