/* The type of 'O!' may be kept as an object. */
#include <Python.h>

static PyObject *node_type;

PyObject *
check(PyObject *self, PyObject *args)
{
    PyObject *o;
    void *raw;
    if (!PyArg_ParseTuple(args, "O!O", node_type, &o, &raw))
        return NULL;
    return PyBool_FromLong(o == raw);
}
