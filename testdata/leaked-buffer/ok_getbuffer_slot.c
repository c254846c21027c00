/* The exporter fills the consumer's struct: there the buffer is released. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char data[16];
} Cell;

static int
Cell_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    Cell *c = (Cell *)self;
    return PyBuffer_FillInfo(view, self, c->data, sizeof c->data, 0, flags);
}

static PyBufferProcs Cell_as_buffer = {
    .bf_getbuffer = Cell_getbuffer,
};

PyTypeObject Cell_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cell.Cell",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_buffer = &Cell_as_buffer,
    .tp_new = PyType_GenericNew,
};
