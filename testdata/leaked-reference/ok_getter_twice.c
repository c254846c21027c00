/* A function that reads a field finds the same object again. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
} Opaque;

typedef struct {
    PyObject_HEAD
    PyObject *base;
} Fields;

static inline PyObject *
base_of(const Opaque *o)
{
    return ((Fields *)o)->base;
}

PyObject *
get_base(Opaque *self, void *closure)
{
    if (base_of(self) == NULL)
        Py_RETURN_NONE;
    Py_INCREF(base_of(self));
    return base_of(self);
}

/* What is written there in between is found by the next call. */
int
set_base(Opaque *self, PyObject *value, void *closure)
{
    PyObject *old = base_of(self);
    Py_XINCREF(value);
    ((Fields *)self)->base = value;
    Py_XDECREF(old);
    return base_of(self) == NULL || PyObject_IsTrue(base_of(self)) ? 0 : -1;
}
