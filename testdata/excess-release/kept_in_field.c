/* A setter that forgets that the field needs a reference of its own. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *handler;
    PyObject *first;
} Router;

static int
router_clear(Router *self)
{
    Py_CLEAR(self->handler);
    Py_CLEAR(self->first);
    return 0;
}

static void
router_dealloc(Router *self)
{
    PyObject_GC_UnTrack(self);
    router_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
router_traverse(Router *self, visitproc visit, void *arg)
{
    Py_VISIT(self->handler);
    Py_VISIT(self->first);
    return 0;
}

static int
router_set_handler(Router *self, PyObject *value, void *closure)
{
    if (value == NULL || !PyCallable_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "a callable is needed");
        return -1;
    }
    Py_XDECREF(self->handler);
    self->handler = value; // WARN excess-release "self->handler"
    return 0;
}

static PyObject *
router_feed(Router *self, PyObject *list)
{
    if (!PyList_Check(list) || PyList_GET_SIZE(list) == 0)
        Py_RETURN_FALSE;
    PyObject *old = self->first;
    self->first = PyList_GET_ITEM(list, 0); // WARN excess-release "self->first"
    Py_XDECREF(old);
    Py_RETURN_TRUE;
}

static PyGetSetDef router_getset[] = {
    {"handler", NULL, (setter)router_set_handler, NULL, NULL},
    {NULL},
};

static PyMethodDef router_methods[] = {
    {"feed", (PyCFunction)router_feed, METH_O, NULL},
    {NULL},
};

PyTypeObject Router_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "web.Router",
    .tp_basicsize = sizeof(Router),
    .tp_dealloc = (destructor)router_dealloc,
    .tp_traverse = (traverseproc)router_traverse,
    .tp_clear = (inquiry)router_clear,
    .tp_getset = router_getset,
    .tp_methods = router_methods,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
};
