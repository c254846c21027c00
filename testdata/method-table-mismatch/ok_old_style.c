/* A definition without a prototype takes what comes. */
#include <Python.h>

static PyObject *
answer(self, args)
    PyObject *self;
    PyObject *args;
{
    return PyLong_FromLong(42);
}

PyMethodDef answer_methods[] = {
    {"answer", (PyCFunction)answer, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
