/* Subclasses have a __dict__ where a cycle begins. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long count;
} Base;

static void
base_del(PyObject *self) // WARN finalizer-in-cycle "demo.Base"
{
    ((Base *)self)->count--;
}

static PyTypeObject Base_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Base",
    .tp_basicsize = sizeof(Base),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_del = base_del,
};

int
base_ready(void)
{
    return PyType_Ready(&Base_Type);
}
