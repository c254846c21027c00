/* The field lies in a struct inside the instance. */
#include <Python.h>

struct codec {
    PyObject *fd;
    int mode;
};

typedef struct {
    PyObject_HEAD
    struct codec state;
} Decoder;

static PyObject *
decoder_setfd(Decoder *self, PyObject *args)
{
    struct codec *state = &self->state;
    PyObject *fd;
    if (!PyArg_ParseTuple(args, "O", &fd))
        return NULL;
    Py_XINCREF(fd);
    state->fd = fd; // WARN overwritten-field "'state.fd'"
    Py_RETURN_NONE;
}

static PyMethodDef decoder_methods[] = {
    {"setfd", (PyCFunction)decoder_setfd, METH_VARARGS, NULL},
    {NULL},
};

static int
decoder_traverse(Decoder *self, visitproc visit, void *arg)
{
    Py_VISIT(self->state.fd);
    return 0;
}

static int
decoder_clear(Decoder *self)
{
    Py_CLEAR(self->state.fd);
    return 0;
}

static void
decoder_dealloc(Decoder *self)
{
    PyObject_GC_UnTrack(self);
    decoder_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Decoder_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Decoder",
    .tp_basicsize = sizeof(Decoder),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)decoder_dealloc,
    .tp_traverse = (traverseproc)decoder_traverse,
    .tp_clear = (inquiry)decoder_clear,
    .tp_methods = decoder_methods,
};

int
decoder_ready(void)
{
    return PyType_Ready(&Decoder_Type);
}
