/* The method hands its work to a helper, which forgets what the field held. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_press, *on_release;
} Button;

static PyObject *
set_handler(Button *self, int which, PyObject *handler)
{
    switch (which) {
    case 0:
        Py_INCREF(handler);
        self->on_press = handler; // WARN overwritten-field "'on_press'"
        break;
    case 1:
        Py_XSETREF(self->on_release, Py_NewRef(handler));
        break;
    default:
        PyErr_SetString(PyExc_ValueError, "no such event");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
button_on(Button *self, PyObject *args)
{
    PyObject *handler;
    int which;

    if (!PyArg_ParseTuple(args, "iO", &which, &handler))
        return NULL;
    if (PyCallable_Check(handler))
        return set_handler(self, which, handler);
    PyErr_SetString(PyExc_TypeError, "not callable");
    return NULL;
}

PyMethodDef button_methods[] = {
    {"on", (PyCFunction)button_on, METH_VARARGS, NULL},
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
