/* A helper of the old days: releases what the variable holds and puts the
 * argument there, NULL with its exception as well. */
#include <Python.h>

static PyObject *method_name;

static void
put(PyObject **variable, PyObject *value)
{
    Py_XDECREF(*variable);
    *variable = value;
}

static PyObject *
call_named(PyObject *self, PyObject *args)
{
    PyObject *o;
    if (!PyArg_ParseTuple(args, "O", &o))
        return NULL;
    PyObject *found = PyObject_GetAttr(o, method_name);
    if (found == NULL)
        return NULL;
    put(&found, PyObject_CallObject(found, NULL));
    if (found == NULL)
        return NULL;
    return found;
}

static PyObject *
call_silently(PyObject *self, PyObject *args)
{
    PyObject *o;
    if (!PyArg_ParseTuple(args, "O", &o))
        return NULL;
    PyObject *found = PyObject_GetAttr(o, method_name);
    if (found == NULL)
        return NULL;
    put(&found, NULL);
    return found; // WARN error-without-exception
}

static PyMethodDef named_methods[] = {
    {"call", call_named, METH_VARARGS, NULL},
    {"quiet", call_silently, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef named_module = {
    PyModuleDef_HEAD_INIT, "named", NULL, -1, named_methods};
