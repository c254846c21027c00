/* The item belongs to the list by the time it is returned. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *slots;
} Pool;

static PyObject *
Pool_get(Pool *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *entry = PyDict_New();
    if (entry == NULL) {
        Py_DECREF(list);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, entry);
    Py_XSETREF(self->slots, list);
    return entry; // WARN returned-borrowed-reference "'entry'"
}

static PyMethodDef Pool_methods[] = {
    {"get", (PyCFunction)Pool_get, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static void
Pool_dealloc(Pool *self)
{
    Py_XDECREF(self->slots);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Pool_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pool.Pool",
    .tp_basicsize = sizeof(Pool),
    .tp_dealloc = (destructor)Pool_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = Pool_methods,
    .tp_new = PyType_GenericNew,
};
