/* The error is made ready first and the object asked afterwards. */
#include <Python.h>

PyObject *
refuse(PyObject *o)
{
    PyErr_SetString(PyExc_TypeError, "not supported");
    PyObject *r = PyObject_CallMethod(o, "rollback", NULL); // WARN call-with-pending-exception "PyErr_SetString()"
    Py_XDECREF(r);
    return NULL;
}
