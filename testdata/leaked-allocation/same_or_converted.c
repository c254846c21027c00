/* A helper hands back the block as it is where its kind is the wanted one,
   else a new one; whoever asks for the kind again knows which. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    int kind, n;
    double *values;
} Block;

typedef struct {
    PyObject_HEAD
    Block *block;
} Matrix;

static void
block_free(Block *b)
{
    free(b->values);
    free(b);
}

static Block *
block_convert(Block *b, int kind)
{
    if (b->kind == kind)
        return b;
    Block *made = malloc(sizeof(Block));
    if (made == NULL)
        return NULL;
    made->kind = kind;
    made->n = b->n;
    made->values = malloc(sizeof(double) * 8);
    if (made->values == NULL) {
        free(made);
        return NULL;
    }
    return made;
}

static double *
block_values(Block *b, int kind)
{
    if (b->kind == kind)
        return b->values;
    return malloc(sizeof(double) * 8);
}

static PyObject *
Matrix_sum(Matrix *self, PyObject *args)
{
    int kind;
    double sum = 0;
    if (!PyArg_ParseTuple(args, "i:sum", &kind))
        return NULL;
    Block *b = block_convert(self->block, kind);
    if (b == NULL)
        return PyErr_NoMemory();
    for (int i = 0; i < 8; i++)
        sum += b->values[i];
    if (self->block->kind != kind)
        block_free(b);
    return PyFloat_FromDouble(sum); // DOUBT leaked-allocation
}

static PyObject *
Matrix_first(Matrix *self, PyObject *args)
{
    int kind;
    if (!PyArg_ParseTuple(args, "i:first", &kind))
        return NULL;
    double *values = block_values(self->block, kind);
    if (values == NULL)
        return PyErr_NoMemory();
    double first = values[0];
    if (self->block->kind != kind)
        free(values);
    return PyFloat_FromDouble(first); // DOUBT leaked-allocation
}

static PyObject *
copy_of(Matrix *self)
{
    return PyObject_CallMethod((PyObject *)self, "copy", NULL);
}

PyObject *
Matrix_plus(Matrix *self, Matrix *other, int kind, int inplace)
{
    if (self->block->n != other->block->n)
        return PyErr_Format(PyExc_TypeError, "sizes differ");
    double *values = block_values(other->block, kind);
    if (values == NULL)
        return PyErr_NoMemory();
    if (!inplace) {
        Matrix *sum = (Matrix *)copy_of(self);
        if (sum == NULL)
            return NULL; // WARN leaked-allocation "'values'"
        for (int i = 0; i < 8; i++)
            sum->block->values[i] += values[i];
        if (other->block->values != values)
            free(values);
        return (PyObject *)sum;
    }
    for (int i = 0; i < 8; i++)
        self->block->values[i] += values[i];
    if (other->block->values != values)
        free(values);
    Py_INCREF(self);
    return (PyObject *)self;
}

PyMethodDef methods[] = {
    {"sum", (PyCFunction)Matrix_sum, METH_VARARGS, NULL},
    {"first", (PyCFunction)Matrix_first, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}};
