/* Nobody reads the field; but the old value's destructor may set it again,
   and what is being released is then released a second time. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *hook;
} Bell;

static int
bell_set_hook(Bell *self, PyObject *value, void *Py_UNUSED(closure))
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "hook cannot be deleted");
        return -1;
    }
    Py_XDECREF(self->hook); // WARN released-in-place "before the field gets"
    Py_INCREF(value);
    self->hook = value;
    return 0;
}

static PyGetSetDef bell_getset[] = {
    {"hook", NULL, (setter)bell_set_hook, NULL, NULL},
    {NULL},
};

static void
bell_dealloc(Bell *self)
{
    Py_XDECREF(self->hook);
    PyObject_Free(self);
}

PyTypeObject Bell_Type = { // WARN container-without-gc "hook"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Bell",
    .tp_basicsize = sizeof(Bell),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)bell_dealloc,
    .tp_getset = bell_getset,
};

int
bell_ready(void)
{
    return PyType_Ready(&Bell_Type);
}
