/* A parameter too many that nobody looks at: a possible finding. */
#include <Python.h>

static PyObject *
again(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return PySequence_GetItem(args, 0);
}

PyMethodDef again_methods[] = {
    {"again", (PyCFunction)(void (*)(void))again, METH_VARARGS, NULL}, // DOUBT method-table-mismatch "takes 3"
    {NULL, NULL, 0, NULL},
};
