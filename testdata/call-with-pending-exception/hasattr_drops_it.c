/* PyObject_HasAttrString() swallows the exception on the way. */
#include <Python.h>

int
set_mode(PyObject *o, PyObject *mode)
{
    int rc = PyObject_SetAttrString(o, "mode", mode);
    if (PyObject_HasAttrString(o, "changed")) { // WARN call-with-pending-exception "PyObject_HasAttrString()"
        PyObject *r = PyObject_CallMethod(o, "changed", NULL);
        if (r == NULL)
            return -1;
        Py_DECREF(r);
    }
    return rc;
}
