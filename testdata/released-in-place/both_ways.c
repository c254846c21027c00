/* None stands for nothing; either way the old value goes first. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *filter;
} Query;

static PyObject *
query_where(Query *self, PyObject *args)
{
    PyObject *filter;
    if (!PyArg_ParseTuple(args, "O", &filter))
        return NULL;
    Py_XDECREF(self->filter); // WARN released-in-place "query_where()"
    if (filter == Py_None)
        self->filter = NULL;
    else {
        Py_INCREF(filter);
        self->filter = filter;
    }
    Py_RETURN_NONE;
}

static PyMethodDef query_methods[] = {
    {"where", (PyCFunction)query_where, METH_VARARGS, NULL},
    {NULL},
};

static int
query_traverse(Query *self, visitproc visit, void *arg)
{
    Py_VISIT(self->filter);
    return 0;
}

static int
query_clear(Query *self)
{
    Py_CLEAR(self->filter);
    return 0;
}

static void
query_dealloc(Query *self)
{
    PyObject_GC_UnTrack(self);
    query_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Query_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Query",
    .tp_basicsize = sizeof(Query),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)query_dealloc,
    .tp_traverse = (traverseproc)query_traverse,
    .tp_clear = (inquiry)query_clear,
    .tp_methods = query_methods,
};

int
query_ready(void)
{
    return PyType_Ready(&Query_Type);
}
