/* A leak does not need a cycle: the field holds a string. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
} Label;

static int
label_set_text(Label *self, PyObject *value, void *Py_UNUSED(closure))
{
    PyObject *text = PyObject_Str(value);
    if (text == NULL)
        return -1;
    self->text = text; // WARN overwritten-field "'text'"
    return 0;
}

static PyGetSetDef label_getset[] = {
    {"text", NULL, (setter)label_set_text, NULL, NULL},
    {NULL},
};

static void
label_dealloc(PyObject *self)
{
    Py_XDECREF(((Label *)self)->text);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Label_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Label",
    .tp_basicsize = sizeof(Label),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = label_dealloc,
    .tp_getset = label_getset,
};

int
label_ready(void)
{
    return PyType_Ready(&Label_Type);
}
