/* A method that returns None is called for what it does; nobody releases
   the None. */
// PYTHON <3.12
#include <Python.h>

typedef struct {
    PyObject_HEAD
    unsigned char bits[64];
} Mask;

extern PyTypeObject Mask_Type;

static PyObject *
Mask_flip(Mask *self, PyObject *Py_UNUSED(ignored))
{
    for (int i = 0; i < 64; i++)
        self->bits[i] = (unsigned char)~self->bits[i];
    Py_RETURN_NONE;
}

static PyObject *
Mask_copy(Mask *self, PyObject *Py_UNUSED(ignored))
{
    Mask *copy = PyObject_New(Mask, &Mask_Type);
    if (copy != NULL)
        memcpy(copy->bits, self->bits, 64);
    return (PyObject *)copy;
}

static PyObject *
Mask_flipped(Mask *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *copy = Mask_copy(self, NULL);
    if (copy == NULL)
        return NULL;
    Mask_flip((Mask *)copy, NULL); // WARN leaked-reference "result of Mask_flip() is ignored"
    return copy;
}

static PyObject *
Mask_flip_twice(Mask *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *none = Mask_flip(self, NULL);
    Py_XDECREF(none);
    return Mask_flip(self, NULL);
}

static PyMethodDef Mask_methods[] = {
    {"flip", (PyCFunction)Mask_flip, METH_NOARGS, NULL},
    {"copy", (PyCFunction)Mask_copy, METH_NOARGS, NULL},
    {"flipped", (PyCFunction)Mask_flipped, METH_NOARGS, NULL},
    {"flip_twice", (PyCFunction)Mask_flip_twice, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Mask_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "masks.Mask",
    .tp_basicsize = sizeof(Mask),
    .tp_methods = Mask_methods,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
