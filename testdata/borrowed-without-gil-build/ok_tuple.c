/* Tuples do not change. */
#include <Python.h>

static PyObject *
pair_swap(PyObject *module, PyObject *pair)
{
    if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2)
        return PyErr_Format(PyExc_TypeError, "pair expected");
    return PyTuple_Pack(2, PyTuple_GET_ITEM(pair, 1),
                        PyTuple_GET_ITEM(pair, 0));
}

PyMethodDef pair_methods[] = {
    {"swap", pair_swap, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
