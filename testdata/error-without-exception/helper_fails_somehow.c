/* A helper fails because a library function says so, which may or may not
 * raise: whoever then asks for the kind of the exception knows that it does.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int (*wake)(PyObject *);
    PyObject *items;
} Shelf;

static int
shelf_remove(Shelf *self, PyObject *key)
{
    if (self->wake((PyObject *)self) < 0)
        return -1;
    return PyDict_DelItem(self->items, key);
}

static int
is_missing(void)
{
    return PyErr_Occurred() == PyExc_KeyError;
}

static PyObject *
discard(Shelf *self, PyObject *key)
{
    if (shelf_remove(self, key) < 0) {
        if (is_missing())
            PyErr_Clear();
        else
            return NULL; // DOUBT error-without-exception
    }
    Py_RETURN_NONE;
}

static PyObject *
check(Shelf *self, PyObject *key)
{
    int there = PyDict_Contains(self->items, key);
    if (there < 0)
        return NULL;
    if (there == 0)
        return NULL; // WARN error-without-exception
    Py_RETURN_NONE;
}

PyMethodDef shelf_methods[] = {
    {"discard", (PyCFunction)discard, METH_O, NULL},
    {"check", (PyCFunction)check, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
