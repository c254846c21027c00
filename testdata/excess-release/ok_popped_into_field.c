/* The last item of a stack goes to a field, and the stack gives it up. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *root;
    PyObject **items;
    unsigned used;
} Parser;

static void
parser_dealloc(Parser *self)
{
    Py_XDECREF(self->root);
    PyMem_Free(self->items);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

int
parser_end(Parser *self)
{
    if (self->used == 1) {
        self->root = self->items[self->used - 1];
        self->used--;
        return 1;
    }
    return 0;
}

static PyTypeObject ParserType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "parsers.Parser",
    .tp_basicsize = sizeof(Parser),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)parser_dealloc,
};

int
parser_ready(void)
{
    return PyType_Ready(&ParserType);
}
