/* Reading a field that is no container. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Named;

static PyObject *
named_name(Named *self, void *closure)
{
    if (self->name == NULL)
        Py_RETURN_NONE;
    Py_INCREF(self->name);
    return self->name;
}

PyGetSetDef named_getset[] = {
    {"name", (getter)named_name, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
