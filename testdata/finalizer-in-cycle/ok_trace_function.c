/* PyEval_SetTrace() takes a reference of its own, which sys.settrace(None)
 * gives back; the one that is taken here goes to the caller. */
#include <Python.h>
#include <frameobject.h>

typedef struct {
    PyObject_HEAD
    PyObject *data;
} Tracer;

static int
tracer_trace(PyObject *self, PyFrameObject *frame, int what, PyObject *arg)
{
    return 0;
}

static PyObject *
tracer_call(Tracer *self, PyObject *args, PyObject *kwargs)
{
    int what;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "i", &what))
        return NULL;
    if (what >= 0) {
        Py_INCREF(self);
        result = (PyObject *)self;
    }
    else {
        PyErr_SetString(PyExc_ValueError, "what?");
    }
    if (what == PyTrace_CALL)
        PyEval_SetTrace(tracer_trace, (PyObject *)self);
    return result;
}

static void
tracer_dealloc(Tracer *self)
{
    if (self->data != NULL)
        PyEval_SetTrace(NULL, NULL);
    Py_XDECREF(self->data);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Tracer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Tracer",
    .tp_basicsize = sizeof(Tracer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_call = (ternaryfunc)tracer_call,
    .tp_dealloc = (destructor)tracer_dealloc,
};

int
tracer_ready(void)
{
    return PyType_Ready(&Tracer_Type);
}
