/* The setter stores the -1 of the error. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long width;
} Pen;

static int
pen_set_width(Pen *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot delete width");
        return -1;
    }
    self->width = PyLong_AsLong(value);
    return 0; // WARN unchecked-ambiguous-result "PyLong_AsLong()"
}

static PyGetSetDef pen_getset[] = {
    {"width", NULL, (setter)pen_set_width, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
