/* The slots of a type that was just made, asked for by constants. */
#include <Python.h>

struct hooks {
    newfunc make;
    getattrofunc get;
};

int
hooks_fill(PyTypeObject *type, struct hooks *hooks)
{
    hooks->make = (newfunc)PyType_GetSlot(type, Py_tp_new);
    hooks->get = (getattrofunc)PyType_GetSlot(type, Py_tp_getattro);
    PyObject *size = PyObject_GetAttrString((PyObject *)type,
                                            "__basicsize__");
    if (size == NULL)
        return -1;
    Py_DECREF(size);
    return 0;
}
