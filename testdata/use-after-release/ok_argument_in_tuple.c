/* A reference of the function's own goes into a tuple and away with it; the
 * caller's stays. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *jar;
    int state;
} ItemObject;

int
item_changed(ItemObject *self)
{
    PyObject *args = PyTuple_New(1);
    if (args == NULL)
        return -1;
    Py_INCREF(self);
    PyTuple_SET_ITEM(args, 0, (PyObject *)self);
    PyObject *r = PyObject_CallObject(self->jar, args);
    Py_DECREF(args);
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    self->state = 2;
    return 0;
}
