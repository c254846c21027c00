/* The field is lent to another object during a call; what was taken out goes
   back before anybody can look. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *read;
} Decoder;

static PyObject *
Decoder_run(Decoder *self, PyObject *name)
{
    PyObject *saved = self->read, *result = NULL;
    self->read = PyUnicode_Concat(name, name);
    if (self->read) {
        result = PyObject_Repr(self->read);
        Py_DECREF(self->read);
    }
    self->read = saved;
    return result;
}

static int
Decoder_init(Decoder *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *read;
    if (!PyArg_ParseTuple(args, "U", &read))
        return -1;
    Py_XSETREF(self->read, Py_NewRef(read));
    return 0;
}

static void
Decoder_dealloc(Decoder *self)
{
    Py_XDECREF(self->read);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef Decoder_methods[] = {
    {"run", (PyCFunction)Decoder_run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Decoder_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Decoder",
    .tp_basicsize = sizeof(Decoder),
    .tp_dealloc = (destructor)Decoder_dealloc,
    .tp_init = (initproc)Decoder_init,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = Decoder_methods,
};

int
ready(void)
{
    return PyType_Ready(&Decoder_Type);
}
