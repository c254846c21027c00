/* Nobody names the function in a slot here: a metaclass puts it there. */
#include <Python.h>

static void
plain_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    if (type->tp_weaklistoffset != 0)
        PyObject_ClearWeakRefs(self);
    type->tp_free(self);
    Py_DECREF(type);
}

void
make_plain(PyTypeObject *type)
{
    type->tp_dealloc = &plain_dealloc;
}
