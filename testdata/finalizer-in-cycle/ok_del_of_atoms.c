/* tp_del of instances that hold nothing but a string. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
} Note;

static PyObject *
note_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    const char *text;
    if (!PyArg_ParseTuple(args, "s", &text))
        return NULL;
    Note *self = (Note *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->text = PyUnicode_FromString(text);
    if (self->text == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
note_del(PyObject *Py_UNUSED(self))
{
    PySys_WriteStdout("gone\n");
}

static void
note_dealloc(PyObject *self)
{
    Py_XDECREF(((Note *)self)->text);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Note_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Note",
    .tp_basicsize = sizeof(Note),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = note_new,
    .tp_dealloc = note_dealloc,
    .tp_del = note_del,
};

int
note_ready(void)
{
    return PyType_Ready(&Note_Type);
}
