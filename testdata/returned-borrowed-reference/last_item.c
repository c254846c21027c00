/* The last row stays in the stack; only pop() may hand its reference out. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **rows;
    int n_rows;
} stack;

static PyObject *
stack_last(stack *self, PyObject *ignored)
{
    return self->rows[self->n_rows - 1]; // WARN returned-borrowed-reference
}

static void
stack_dealloc(stack *self)
{
    int i;
    for (i = 0; i < self->n_rows; i++)
        Py_DECREF(self->rows[i]);
    PyMem_Free(self->rows);
    PyObject_Free(self);
}

static PyMethodDef stack_methods[] = {
    {"last", (PyCFunction)stack_last, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject stack_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "stacks.stack",
    .tp_basicsize = sizeof(stack),
    .tp_dealloc = (destructor)stack_dealloc,
    .tp_methods = stack_methods,
};
