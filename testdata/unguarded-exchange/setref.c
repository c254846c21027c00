/* Py_SETREF() after a call that may run other threads. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *total;
} Adder;

static PyObject *
adder_add(Adder *self, PyObject *args)
{
    PyObject *more;
    if (!PyArg_ParseTuple(args, "O:add", &more))
        return NULL;
    PyObject *sum = PyNumber_Add(self->total, more);
    if (sum == NULL)
        return NULL;
    Py_SETREF(self->total, sum); // WARN unguarded-exchange "'self->total'"
    return Py_NewRef(sum);
}

PyMethodDef adder_methods[] = {
    {"add", (PyCFunction)adder_add, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
