/* The same question, asked again, has the same answer: what was made because
 * something is there is released because it is there.
 */
#include <Python.h>

PyObject *as_block(PyObject *o);
int use_block(PyObject *block);

static PyObject *
grid_update(PyObject *self, PyObject *args)
{
    PyObject *indices, *block = NULL;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &indices))
        return NULL;
    if (PyObject_Length(indices) > 0) {
        block = PyObject_CallMethod(self, "pack", "O", indices);
        if (block == NULL)
            return NULL;
    }
    int failed = use_block(block);
    if (PyObject_Length(indices) > 0)
        Py_DECREF(block); // DOUBT release-of-null
    return PyLong_FromLong(failed); // DOUBT leaked-reference
}

/* Nor does it fail the second time only. */
static PyObject *
grid_fill(PyObject *self, PyObject *indices)
{
    PyObject *block = NULL;
    if (PyObject_Length(indices) > 0) {
        block = PyObject_CallMethod(self, "pack", "O", indices);
        if (block == NULL)
            return NULL;
    }
    int failed = use_block(block);
    if (PyObject_Length(indices) > 0)
        Py_DECREF(block); // DOUBT release-of-null
    if (PyErr_Occurred())
        return NULL; // DOUBT leaked-reference
    return PyLong_FromLong(failed); // DOUBT leaked-reference
}

PyMethodDef methods[] = {
    {"fill", grid_fill, METH_O, NULL},
    {"update", grid_update, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
