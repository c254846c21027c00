/* PyList_Insert() and PyList_Append() take references of their own. */
#include <Python.h>

int
prepend(PyObject *list, PyObject *o)
{
    PyObject *s = PyObject_Repr(o);
    if (s == NULL)
        return -1;
    int rc = PyList_Insert(list, 0, s);
    if (rc == 0)
        rc = PyList_Append(list, s);
    Py_DECREF(s);
    return rc;
}
