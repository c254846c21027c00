/* PyObject_SetAttrString() keeps a reference of its own; the new integer
 * that is made in the argument list belongs to nobody. */
#include <Python.h>

int
set_version(PyObject *module, long major, long minor)
{
    if (PyObject_SetAttrString(module, "major", // WARN leaked-reference "PyLong_FromLong()" // WARN call-with-pending-exception
                               PyLong_FromLong(major)) < 0)
        return -1;
    PyObject *m = PyLong_FromLong(minor);
    if (m == NULL)
        return -1;
    int rc = PyObject_SetAttrString(module, "minor", m);
    Py_DECREF(m);
    return rc;
}
