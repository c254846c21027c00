/* Taken only where it is needed, and given back by the same test. */
#include <Python.h>

void
note(PyObject *list, const char *text, int attached)
{
    PyGILState_STATE gil = PyGILState_UNLOCKED;
    if (!attached)
        gil = PyGILState_Ensure();
    PyObject *s = PyUnicode_FromString(text);
    if (s == NULL || PyList_Append(list, s) < 0)
        PyErr_WriteUnraisable(list);
    Py_XDECREF(s);
    if (!attached)
        PyGILState_Release(gil);
}
