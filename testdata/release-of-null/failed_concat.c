/* PyBytes_Concat() sets its first argument to NULL when it fails. */
#include <Python.h>

int
log_line(PyObject *sink, PyObject *body)
{
    PyObject *line = PyBytes_FromString("log: ");
    if (line == NULL)
        return -1;
    PyBytes_Concat(&line, body);
    if (line == NULL || PyList_Append(sink, line) < 0) {
        Py_DECREF(line); // WARN release-of-null "'line'"
        return -1;
    }
    Py_DECREF(line);
    return 0;
}
