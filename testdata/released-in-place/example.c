/* The destructor of the old value can ask for the attribute. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *action;
} Button;

static int
button_set_action(Button *self, PyObject *value, void *Py_UNUSED(closure))
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot delete action");
        return -1;
    }
    Py_XDECREF(self->action); // WARN released-in-place "'action'"
    Py_INCREF(value);
    self->action = value;
    return 0;
}

static PyObject *
button_get_action(Button *self, void *Py_UNUSED(closure))
{
    PyObject *action = self->action != NULL ? self->action : Py_None;
    Py_INCREF(action);
    return action;
}

static PyGetSetDef button_getset[] = {
    {"action", (getter)button_get_action, (setter)button_set_action, NULL,
     NULL},
    {NULL},
};

static int
button_traverse(Button *self, visitproc visit, void *arg)
{
    Py_VISIT(self->action);
    return 0;
}

static int
button_clear(Button *self)
{
    Py_CLEAR(self->action);
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
    .tp_getset = button_getset,
};

int
button_ready(void)
{
    return PyType_Ready(&Button_Type);
}
