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

static int
Store_traverse(Store *self, visitproc visit, void *arg)
{
    Py_VISIT(self->data);
    return 0;
}

static int
Store_clear(Store *self)
{
    Py_CLEAR(self->data);
    return 0;
}

static void
Store_dealloc(Store *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->data);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Store_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "store.Store",
    .tp_basicsize = sizeof(Store),
    .tp_dealloc = (destructor)Store_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Store_traverse,
    .tp_clear = (inquiry)Store_clear,
    .tp_init = (initproc)Store_init,
    .tp_new = PyType_GenericNew,
};
