/* The library's handle has a reference that only the end of its owner returns. */
#include <Python.h>

typedef struct bus bus;
extern bus *bus_open(void);
extern void bus_close(bus *);
extern void bus_listen(bus *, void (*)(void *), void *);

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    bus *handle;
} Wire;

static void
wire_event(void *data)
{
    Wire *self = data;
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallObject(self->callback, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(self->callback);
    Py_XDECREF(result);
    PyGILState_Release(state);
}

static int
wire_traverse(Wire *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
wire_clear(Wire *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
wire_dealloc(Wire *self)
{
    PyObject_GC_UnTrack(self);
    if (self->handle != NULL) {
        bus_close(self->handle);
    }
    wire_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
wire_listen(Wire *self, PyObject *callback)
{
    if (self->handle != NULL) {
        PyErr_SetString(PyExc_RuntimeError, "listening already");
        return NULL;
    }
    self->handle = bus_open();
    if (self->handle == NULL) {
        PyErr_SetString(PyExc_OSError, "no bus");
        return NULL;
    }
    Py_INCREF(callback);
    Py_XSETREF(self->callback, callback);
    Py_INCREF(self);
    bus_listen(self->handle, wire_event, self); // WARN finalizer-in-cycle "'demo.Wire' gives a reference to itself to bus_listen()"
    Py_RETURN_NONE;
}

static PyMethodDef wire_methods[] = {
    {"listen", (PyCFunction)wire_listen, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Wire_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Wire",
    .tp_basicsize = sizeof(Wire),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)wire_dealloc,
    .tp_traverse = (traverseproc)wire_traverse,
    .tp_clear = (inquiry)wire_clear,
    .tp_methods = wire_methods,
};

int
wire_ready(void)
{
    return PyType_Ready(&Wire_Type);
}
