/* The helper fails with -1, but not when a callback fails. */
#include <Python.h>

static int
notify_all(PyObject *listeners, PyObject *event)
{
    PyObject *copy = PySequence_List(listeners);
    if (copy == NULL)
        return -1;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(copy); i++) {
        PyObject *result = PyObject_CallFunctionObjArgs(
            PyList_GET_ITEM(copy, i), event, NULL);
        if (result == NULL) {
            Py_DECREF(copy);
            return 0; // WARN result-with-exception "means success"
        }
        Py_DECREF(result);
    }
    Py_DECREF(copy);
    return 0;
}

static PyObject *
notify(PyObject *self, PyObject *args)
{
    PyObject *listeners, *event;
    if (!PyArg_ParseTuple(args, "OO", &listeners, &event))
        return NULL;
    if (notify_all(listeners, event) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"notify", notify, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
