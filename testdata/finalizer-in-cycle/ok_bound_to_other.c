/* The bound function is about another instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *step;
} Chain;

static PyObject *
chain_step(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    Py_INCREF(self);
    return self;
}

static PyMethodDef step_method = {"step", chain_step, METH_NOARGS, NULL};

PyObject *
chain_after(PyObject *before)
{
    if (!PyUnicode_Check(before)) {
        PyErr_SetString(PyExc_TypeError, "chain_after() takes a string");
        return NULL;
    }
    PyObject *module = PyImport_ImportModule("demo");
    return module;
}

static int
chain_init(Chain *self, PyObject *Py_UNUSED(args), PyObject *Py_UNUSED(kw))
{
    PyObject *step = PyCFunction_New(&step_method, NULL);
    if (step == NULL)
        return -1;
    Py_XSETREF(self->step, step);
    return 0;
}

static int
chain_traverse(Chain *self, visitproc visit, void *arg)
{
    Py_VISIT(self->step);
    return 0;
}

static int
chain_clear(Chain *self)
{
    Py_CLEAR(self->step);
    return 0;
}

static void
chain_dealloc(Chain *self)
{
    PyObject_GC_UnTrack(self);
    chain_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Chain_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Chain",
    .tp_basicsize = sizeof(Chain),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)chain_init,
    .tp_dealloc = (destructor)chain_dealloc,
    .tp_traverse = (traverseproc)chain_traverse,
    .tp_clear = (inquiry)chain_clear,
};

int
chain_ready(void)
{
    return PyType_Ready(&Chain_Type);
}
