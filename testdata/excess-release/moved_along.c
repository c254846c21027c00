/* The elements of an array that owns them move along, and their counts with
 * them. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **rows;
    int n_rows;
} stack;

static void
stack_shift(stack *self, int from, int by)
{
    PyObject **src = &self->rows[self->n_rows - 1];
    PyObject **dst = &self->rows[self->n_rows - 1 + by];
    while (src >= &self->rows[from])
        *dst-- = *src--;
} // DOUBT excess-release

static PyObject *
stack_insert(stack *self, PyObject *row)
{
    stack_shift(self, 0, 1);
    Py_INCREF(row);
    self->rows[0] = row;
    self->n_rows++;
    Py_RETURN_NONE;
}

static PyObject *
stack_pop(stack *self, PyObject *ignored)
{
    if (self->n_rows == 0) {
        PyErr_SetString(PyExc_IndexError, "no rows");
        return NULL;
    }
    self->n_rows--;
    return self->rows[self->n_rows];
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
    {"insert", (PyCFunction)stack_insert, METH_O, NULL},
    {"pop", (PyCFunction)stack_pop, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject stack_type = { // WARN container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "stacks.stack",
    .tp_basicsize = sizeof(stack),
    .tp_dealloc = (destructor)stack_dealloc,
    .tp_methods = stack_methods,
};
