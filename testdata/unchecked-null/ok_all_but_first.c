/* The items behind the first: i is below one less than the size. */
#include <Python.h>

extern void call_begin(const char *name);
extern void call_add(const char *text);

static PyObject *
remote_call(PyObject *self, PyObject *args)
{
    int i, n = (int)PyTuple_Size(args);
    if (n < 1) {
        PyErr_SetString(PyExc_TypeError, "whom to call?");
        return NULL;
    }
    PyObject *name = PyTuple_GetItem(args, 0);
    if (!PyBytes_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "the name is bytes");
        return NULL;
    }
    call_begin(PyBytes_AsString(name));
    for (i = 0; i < n - 1; i++) {
        PyObject *text = PyTuple_GetItem(args, i + 1);
        if (!PyBytes_Check(text)) {
            PyErr_SetString(PyExc_TypeError, "arguments are bytes");
            return NULL;
        }
        call_add(PyBytes_AsString(text));
    }
    Py_RETURN_NONE;
}

static PyMethodDef remote_methods[] = {
    {"call", remote_call, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef remote_module = {
    PyModuleDef_HEAD_INIT, "remote", NULL, -1, remote_methods};
