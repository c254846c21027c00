// PYTHON <3.12
/* What stands behind a switch all of whose cases return is for the rest. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int neutral;
} Operation;

static PyObject *
operation_neutral(Operation *self, void *Py_UNUSED(closure))
{
    switch (self->neutral) {
    case 1:
        return PyLong_FromLong(1);
    case 0:
        return PyLong_FromLong(0);
    }
    return Py_None; // WARN returned-borrowed-reference "None"
}

static PyObject *
operation_name(Operation *self, void *Py_UNUSED(closure))
{
    PyObject *name = Py_None;
    switch (self->neutral) {
    case 1:
        name = PyUnicode_FromString("product");
        break;
    case 0:
        name = PyUnicode_FromString("sum");
        break;
    }
    return name; // DOUBT returned-borrowed-reference
}

static PyGetSetDef operation_getset[] = {
    {"neutral", (getter)operation_neutral, NULL, NULL, NULL},
    {"name", (getter)operation_name, NULL, NULL, NULL},
    {NULL},
};

PyTypeObject operation_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Operation",
    .tp_basicsize = sizeof(Operation),
    .tp_getset = operation_getset,
};
