/* What a library hands back is what was given to it: a pair, here. */
#include <Python.h>

typedef int (*hook)(int n, void *data);
int bell_add_hook(hook call, void *data);

static int
bell_rings(int n, void *data)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *pair = data;
    PyObject *params = Py_BuildValue("(i)", n);
    if (params == NULL) {
        PyErr_Print();
        PyGILState_Release(state);
        return 0;
    }
    PyObject *call = PyTuple_GetItem(pair, 0);
    PyObject *args = PySequence_Concat(params, PyTuple_GetItem(pair, 1));
    Py_DECREF(params);
    if (args == NULL) {
        PyErr_Print();
        PyGILState_Release(state);
        return 0;
    }
    PyObject *answer = PyObject_CallObject(call, args);
    Py_DECREF(args);
    if (answer == NULL)
        PyErr_Print();
    Py_XDECREF(answer);
    PyGILState_Release(state);
    return 1;
}

static PyObject *
bell_hook(PyObject *self, PyObject *args)
{
    PyObject *call, *rest;
    if (!PyArg_ParseTuple(args, "OO!", &call, &PyTuple_Type, &rest))
        return NULL;
    PyObject *pair = Py_BuildValue("(OO)", call, rest);
    if (pair == NULL)
        return NULL;
    return PyLong_FromLong(bell_add_hook(bell_rings, pair));
}

PyMethodDef methods[] = {
    {"hook", bell_hook, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
