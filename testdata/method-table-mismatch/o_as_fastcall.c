/* METH_FASTCALL passes an array, the function takes a tuple. */
#include <Python.h>

static PyObject *
join(PyObject *self, PyObject *args, Py_ssize_t n)
{
    return n == 0 ? PyTuple_New(0) : PySequence_Tuple(args);
}

PyMethodDef join_methods[] = {
    {"join", (PyCFunction)(void (*)(void))join, METH_FASTCALL, NULL}, // WARN method-table-mismatch "argument 2 of join()"
    {0},
};
