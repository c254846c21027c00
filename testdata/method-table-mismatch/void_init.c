/* tp_init returns an int, and -1 means an exception. */
#include <Python.h>

static void
box_init(PyObject *self, PyObject *args, PyObject *kw)
{
    PyObject *o = PyObject_GetAttrString(self, "origin");
    if (o == NULL)
        PyErr_Clear();
    Py_XDECREF(o);
}

PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Box",
    .tp_basicsize = sizeof(PyObject),
    .tp_init = (initproc)box_init, // WARN method-table-mismatch "returns void"
};
