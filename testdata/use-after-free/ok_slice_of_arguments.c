/* A slice of a tuple holds what the tuple holds, too: text of an item stays
 * where it is after the slice is gone.
 */
#include <Python.h>

int bell_ring(const char *name, PyObject *rest);

static PyObject *
bell_connect(PyObject *self, PyObject *args)
{
    const char *name;
    PyObject *handler;
    if (PyTuple_Size(args) < 2) {
        PyErr_SetString(PyExc_TypeError, "two arguments at least");
        return NULL;
    }
    PyObject *first = PySequence_GetSlice(args, 0, 2);
    if (first == NULL)
        return NULL;
    if (!PyArg_ParseTuple(first, "sO:connect", &name, &handler)) {
        Py_DECREF(first);
        return NULL;
    }
    Py_DECREF(first);
    return PyLong_FromLong(bell_ring(name, handler));
}

static PyObject *
bell_mute(PyObject *self, PyObject *args)
{
    const char *name;
    PyObject *first = PyTuple_GetSlice(args, 0, 1);
    if (first == NULL)
        return NULL;
    int ok = PyArg_ParseTuple(first, "s:mute", &name);
    Py_DECREF(first);
    return ok ? PyLong_FromLong(bell_ring(name, self)) : NULL;
}

PyMethodDef methods[] = {
    {"connect", bell_connect, METH_VARARGS, NULL},
    {"mute", bell_mute, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
