/* Nobody keeps what Ensure() returned. */
#include <Python.h>

void
log_line(PyObject *logger, const char *text)
{
    PyGILState_Ensure(); // WARN unbalanced-gilstate
    PyObject *r = PyObject_CallFunction(logger, "s", text);
    if (r == NULL)
        PyErr_WriteUnraisable(logger);
    Py_XDECREF(r);
}
