/* A method takes the instance out of the registry. */
#include <Python.h>

static PyObject *peers;

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Peer;

static int
peer_traverse(Peer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
peer_clear(Peer *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
peer_dealloc(Peer *self)
{
    PyObject_GC_UnTrack(self);
    peer_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
peer_join(Peer *self, PyObject *name)
{
    if (!PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "no name");
        return NULL;
    }
    if (peers == NULL && (peers = PyDict_New()) == NULL)
        return NULL;
    if (PyDict_SetItem(peers, name, (PyObject *)self) < 0)
        return NULL;
    Py_INCREF(name);
    Py_XSETREF(self->callback, name);
    Py_RETURN_NONE;
}

static PyObject *
peer_leave(Peer *self, PyObject *Py_UNUSED(ignored))
{
    if (self->callback != NULL && peers != NULL &&
        PyDict_DelItem(peers, self->callback) < 0)
        return NULL;
    Py_CLEAR(self->callback);
    Py_RETURN_NONE;
}

static PyMethodDef peer_methods[] = {
    {"join", (PyCFunction)peer_join, METH_O, NULL},
    {"leave", (PyCFunction)peer_leave, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Peer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Peer",
    .tp_basicsize = sizeof(Peer),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)peer_dealloc,
    .tp_traverse = (traverseproc)peer_traverse,
    .tp_clear = (inquiry)peer_clear,
    .tp_methods = peer_methods,
};

int
peer_ready(void)
{
    return PyType_Ready(&Peer_Type);
}
