/* PyErr_BadArgument() and PyErr_BadInternalCall() raise, too. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Stack;

static int
Stack_set_name(Stack *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_BadArgument();
        return -1;
    }
    if (!PyUnicode_CheckExact(value)) {
        PyErr_BadInternalCall();
        return -1;
    }
    Py_INCREF(value);
    Py_XSETREF(self->name, value);
    return 0;
}

static PyGetSetDef Stack_getset[] = {
    {"name", NULL, (setter)Stack_set_name, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static void
Stack_dealloc(Stack *self)
{
    Py_XDECREF(self->name);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Stack_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "st.Stack",
    .tp_basicsize = sizeof(Stack),
    .tp_dealloc = (destructor)Stack_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Stack_getset,
};
