/* A str of the very type has no destructor that runs code. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Colour;

static int
colour_set_name(Colour *self, PyObject *value, void *Py_UNUSED(closure))
{
    if (value == NULL || !PyUnicode_CheckExact(value)) {
        PyErr_SetString(PyExc_TypeError, "a name is a str");
        return -1;
    }
    Py_XDECREF(self->name);
    Py_INCREF(value);
    self->name = value;
    return 0;
}

static PyObject *
colour_get_name(Colour *self, void *Py_UNUSED(closure))
{
    if (self->name == NULL)
        Py_RETURN_NONE;
    Py_INCREF(self->name);
    return self->name;
}

static PyGetSetDef colour_getset[] = {
    {"name", (getter)colour_get_name, (setter)colour_set_name, NULL, NULL},
    {NULL},
};

static void
colour_dealloc(Colour *self)
{
    Py_XDECREF(self->name);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Colour_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Colour",
    .tp_basicsize = sizeof(Colour),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)colour_dealloc,
    .tp_getset = colour_getset,
};
