/* A callback takes the GIL, and goes on with objects after it gave it back. */
#include <Python.h>

void
on_progress(PyObject *callback, long done)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunction(callback, "l", done);
    if (result == NULL)
        PyErr_WriteUnraisable(callback);
    PyGILState_Release(gil);
    Py_XDECREF(result); // WARN api-call-without-gil "Py_XDECREF()"
}

int
ask(PyObject *callback)
{
    int answer = -1;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = PyObject_CallObject(callback, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(callback);
    PyGILState_Release(gil);
    if (result != NULL) {
        answer = PyObject_IsTrue(result); // WARN api-call-without-gil "PyObject_IsTrue()"
        gil = PyGILState_Ensure();
        Py_DECREF(result);
        PyGILState_Release(gil);
    }
    return answer;
}
