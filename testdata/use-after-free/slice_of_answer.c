/* A slice of what nobody else holds: its items go with it. */
#include <Python.h>

int bell_ring(const char *name, PyObject *rest);

static PyObject *
bell_next(PyObject *self, PyObject *queue)
{
    const char *name;
    PyObject *all = PySequence_Tuple(queue);
    if (all == NULL)
        return NULL;
    PyObject *first = PyTuple_GetSlice(all, 0, 1);
    Py_DECREF(all);
    if (first == NULL)
        return NULL;
    int ok = PyArg_ParseTuple(first, "s:next", &name);
    Py_DECREF(first);
    if (!ok)
        return NULL;
    return PyLong_FromLong(bell_ring(name, self)); // WARN use-after-free
}

PyMethodDef methods[] = {
    {"next", bell_next, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
