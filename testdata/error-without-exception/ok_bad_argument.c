/* PyErr_BadArgument() and PyErr_BadInternalCall() raise, too. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Stack;

static int
Stack_set_items(Stack *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_BadArgument();
        return -1;
    }
    if (!PyList_Check(value)) {
        PyErr_BadInternalCall();
        return -1;
    }
    Py_INCREF(value);
    Py_XSETREF(self->items, value);
    return 0;
}

static PyGetSetDef Stack_getset[] = {
    {"items", NULL, (setter)Stack_set_items, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Stack_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "st.Stack",
    .tp_basicsize = sizeof(Stack),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Stack_getset,
};
