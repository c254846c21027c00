/* When the arguments do not parse, the old value is gone and still there. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
} Query;

static int
query_init(Query *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *text;
    Py_XDECREF(self->text); // WARN dangling-field "query_init()"
    if (!PyArg_ParseTuple(args, "O", &text))
        return -1;
    Py_INCREF(text);
    self->text = text;
    return 0;
}

static int
query_traverse(Query *self, visitproc visit, void *arg)
{
    Py_VISIT(self->text);
    return 0;
}

static int
query_clear(Query *self)
{
    Py_CLEAR(self->text);
    return 0;
}

static void
query_dealloc(Query *self)
{
    PyObject_GC_UnTrack(self);
    query_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Query_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Query",
    .tp_basicsize = sizeof(Query),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)query_dealloc,
    .tp_traverse = (traverseproc)query_traverse,
    .tp_clear = (inquiry)query_clear,
    .tp_init = (initproc)query_init,
};

int
query_ready(void)
{
    return PyType_Ready(&Query_Type);
}
