/* The conversion fails, the setter says it went well. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double ratio;
} Scale;

static int
Scale_set_ratio(Scale *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "cannot delete");
        return -1;
    }
    PyObject *number = PyNumber_Float(value);
    if (number == NULL)
        return 0; // WARN result-with-exception "PyNumber_Float()"
    self->ratio = PyFloat_AS_DOUBLE(number);
    Py_DECREF(number);
    return 0;
}

static PyGetSetDef Scale_getset[] = {
    {"ratio", NULL, (setter)Scale_set_ratio, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Scale_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "scale.Scale",
    .tp_basicsize = sizeof(Scale),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Scale_getset,
};
