/* Adding nothing gives the left operand back, borrowed. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double value;
} Length;

static PyObject *
Length_add(PyObject *left, PyObject *right)
{
    if (right == Py_None)
        return left; // WARN returned-borrowed-reference "'left'"
    double a = PyFloat_AsDouble(left);
    if (a == -1.0 && PyErr_Occurred())
        return NULL;
    double b = PyFloat_AsDouble(right);
    if (b == -1.0 && PyErr_Occurred())
        return NULL;
    return PyFloat_FromDouble(a + b);
}

static PyNumberMethods Length_as_number = {
    .nb_add = Length_add,
};

PyTypeObject Length_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "units.Length",
    .tp_basicsize = sizeof(Length),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_number = &Length_as_number,
};
