/* METH_VARARGS passes two arguments, the function takes three. */
#include <Python.h>

static PyObject *
connect(PyObject *self, PyObject *args, PyObject *kwargs)
{
    if (kwargs != NULL && PyDict_Size(kwargs) > 0)
        return PyErr_Format(PyExc_TypeError, "no keywords please");
    return PySequence_GetItem(args, 0);
}

PyMethodDef link_methods[] = {
    {"connect", (PyCFunction)connect, // WARN method-table-mismatch "takes 3"
     METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
