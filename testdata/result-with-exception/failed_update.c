/* The dict update in tp_init fails unnoticed. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *data;
} Store;

static int
Store_init(Store *self, PyObject *args, PyObject *kwds)
{
    PyObject *other;
    if (!PyArg_ParseTuple(args, "O", &other))
        return -1;
    PyObject *data = PyDict_New();
    if (data == NULL)
        return -1;
    PyDict_Update(data, other);
    Py_XSETREF(self->data, data);
    return 0; // WARN result-with-exception "PyDict_Update()"
}

static void
Store_dealloc(Store *self)
{
    Py_XDECREF(self->data);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Store_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "store.Store",
    .tp_basicsize = sizeof(Store),
    .tp_dealloc = (destructor)Store_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)Store_init,
    .tp_new = PyType_GenericNew,
};
