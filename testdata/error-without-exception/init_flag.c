/* tp_init refuses to run again, without a word. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int started;
} Engine;

static int
Engine_init(Engine *self, PyObject *args, PyObject *kwds)
{
    if (self->started)
        return -1; // WARN error-without-exception "self->started"
    if (!PyArg_ParseTuple(args, ":Engine"))
        return -1;
    self->started = 1;
    return 0;
}

PyTypeObject Engine_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "eng.Engine",
    .tp_basicsize = sizeof(Engine),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)Engine_init,
    .tp_new = PyType_GenericNew,
};
