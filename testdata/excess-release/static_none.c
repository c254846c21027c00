// PYTHON <3.12
#include <Python.h>

/* None is released without having been acquired. */
int
reset(PyObject *o)
{
    PyObject *value = Py_None;
    int rc = PyObject_SetAttrString(o, "state", value);
    Py_DECREF(value); // WARN excess-release
    return rc;
}
