/* tp_finalize is entered with whatever exception there is. */
#include <Python.h>

static void
session_finalize(PyObject *self)
{
    if (PyObject_SetAttrString(self, "open", Py_False) < 0) // WARN call-with-pending-exception "may be set"
        PyErr_WriteUnraisable(self);
}

static PyTypeObject Session_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Session",
    .tp_basicsize = sizeof(PyObject),
    .tp_finalize = session_finalize,
};
