/* There are six comparisons, in whatever order they are listed. */
#include <Python.h>

static PyObject *
point_compare(PyObject *self, PyObject *other, int op)
{
    switch (op) {
    case Py_LT:
    case Py_LE:
    case Py_GT:
    case Py_GE:
        Py_RETURN_NOTIMPLEMENTED;
    case Py_EQ:
        return PyBool_FromLong(self == other);
    case Py_NE:
        return PyBool_FromLong(self != other);
    default:
        return NULL;
    }
}

PyTypeObject Point_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Point",
    .tp_basicsize = sizeof(PyObject),
    .tp_richcompare = point_compare,
};
