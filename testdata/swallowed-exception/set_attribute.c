/* The attribute could not be set, and nobody will know why. */
#include <Python.h>

static int
tag(PyObject *self, PyObject *args, PyObject *kwds)
{
    if (PyObject_SetAttrString(self, "tag", args) < 0)
        PyErr_Clear(); // WARN swallowed-exception "PyObject_SetAttrString()"
    return 0;
}

static PyTypeObject Tagged_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Tagged",
    .tp_basicsize = sizeof(PyObject),
    .tp_init = tag,
};
