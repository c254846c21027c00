/* A setter that fails must say why. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long width;
} Pen;

static int
Pen_set_width(Pen *self, PyObject *value, void *closure)
{
    if (value == NULL || !PyLong_Check(value))
        return -1; // WARN error-without-exception "failure returned"
    long width = PyLong_AsLong(value);
    if (width == -1 && PyErr_Occurred())
        return -1;
    self->width = width;
    return 0;
}

static PyGetSetDef Pen_getset[] = {
    {"width", NULL, (setter)Pen_set_width, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Pen_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pen.Pen",
    .tp_basicsize = sizeof(Pen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Pen_getset,
};
