/* Helpers that find the field empty: the method has seen to it, or they are
 * part of making the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_press, *on_release;
} Button;

static void
put_press(Button *self, PyObject *handler)
{
    Py_INCREF(handler);
    self->on_press = handler;
}

static void
put_release(Button *self, PyObject *handler)
{
    Py_INCREF(handler);
    self->on_release = handler;
}

static PyObject *
button_on_press(Button *self, PyObject *handler)
{
    Py_CLEAR(self->on_press);
    put_press(self, handler);
    Py_RETURN_NONE;
}

static PyObject *
button_on_release(Button *self, PyObject *handler)
{
    if (self->on_release == NULL)
        put_release(self, handler);
    else
        Py_SETREF(self->on_release, Py_NewRef(handler));
    Py_RETURN_NONE;
}

PyMethodDef button_methods[] = {
    {"on_press", (PyCFunction)button_on_press, METH_O, NULL},
    {"on_release", (PyCFunction)button_on_release, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static int
button_traverse(Button *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_press);
    Py_VISIT(self->on_release);
    return 0;
}

static int
button_clear(Button *self)
{
    Py_CLEAR(self->on_press);
    Py_CLEAR(self->on_release);
    return 0;
}

static void
button_dealloc(Button *self)
{
    PyObject_GC_UnTrack(self);
    button_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Button_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Button",
    .tp_basicsize = sizeof(Button),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)button_dealloc,
    .tp_traverse = (traverseproc)button_traverse,
    .tp_clear = (inquiry)button_clear,
    .tp_methods = button_methods,
};
