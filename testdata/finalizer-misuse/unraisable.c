/* The report of an error names, and so keeps for a while, the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long pending;
} Sink;

static int
sink_flush(Sink *self)
{
    if (self->pending > 0) {
        PyErr_SetString(PyExc_OSError, "data lost");
        return -1;
    }
    return 0;
}

static void
sink_dealloc(PyObject *obj)
{
    if (sink_flush((Sink *)obj) < 0)
        PyErr_WriteUnraisable(obj); // WARN finalizer-misuse "dying"
    Py_TYPE(obj)->tp_free(obj);
}

static PyTypeObject Sink_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Sink",
    .tp_basicsize = sizeof(Sink),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)sink_dealloc,
};

int
sink_ready(void)
{
    return PyType_Ready(&Sink_Type);
}
