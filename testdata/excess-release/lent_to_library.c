/* A library that does not know Python gets the object, too, and takes no
 * reference to it.
 */
#include <Python.h>

#include <search.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    void *known;
} Listener;

static int
compare(const void *a, const void *b)
{
    return a < b ? -1 : a > b;
}

static PyObject *
set_callback(Listener *self, PyObject *callback)
{
    if (!PyCallable_Check(callback)) {
        PyErr_SetString(PyExc_TypeError, "a callable, please");
        return NULL;
    }
    PyObject *old = self->callback;
    self->callback = callback; // WARN excess-release "left in 'self->callback' without a reference: tp_dealloc will release it"
    Py_XDECREF(old);
    if (tsearch(callback, &self->known, compare) == NULL)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

static PyObject *
swap_callback(Listener *self, PyObject *callback)
{
    Py_INCREF(callback);
    Py_XSETREF(self->callback, callback);
    if (tsearch(callback, &self->known, compare) == NULL)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

static void
Listener_dealloc(Listener *self)
{
    Py_XDECREF(self->callback);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef methods[] = {
    {"set_callback", (PyCFunction)set_callback, METH_O, NULL},
    {"swap_callback", (PyCFunction)swap_callback, METH_O, NULL},
    {0},
};

PyTypeObject Listener_Type = { // WARN container-without-gc "can hold any object in 'callback'"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "listen.Listener",
    .tp_basicsize = sizeof(Listener),
    .tp_dealloc = (destructor)Listener_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = methods,
};
