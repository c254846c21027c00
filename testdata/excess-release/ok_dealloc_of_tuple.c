/* The deallocator of a subtype of tuple releases the items itself, before the
 * memory goes to a list of free objects.
 */
#include <Python.h>

static PyObject *spare;

static void
row_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    for (Py_ssize_t i = 0; i < Py_SIZE(self); i++)
        Py_XDECREF(PyTuple_GET_ITEM(self, i));
    if (spare == NULL && Py_SIZE(self) == 1) {
        spare = self;
        return;
    }
    Py_TYPE(self)->tp_free(self);
}

static int
row_traverse(PyObject *self, visitproc visit, void *arg)
{
    return PyTuple_Type.tp_traverse(self, visit, arg);
}

PyTypeObject Row_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "table.Row",
    .tp_basicsize = sizeof(PyTupleObject) - sizeof(PyObject *),
    .tp_itemsize = sizeof(PyObject *),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_base = &PyTuple_Type,
    .tp_traverse = row_traverse,
    .tp_dealloc = row_dealloc,
};
