/* The old value is released, but not on the way on which another comes. */
#include <Python.h>

static PyObject *handler, *filter, *hook;

static PyObject *
set_handler(PyObject *Py_UNUSED(module), PyObject *callback)
{
    if (callback == Py_None) {
        Py_CLEAR(handler);
        Py_RETURN_NONE;
    }
    Py_INCREF(callback);
    handler = callback; // WARN overwritten-field "'handler'"
    Py_RETURN_NONE;
}

static PyObject *
set_filter(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *callback = NULL;
    if (!PyArg_ParseTuple(args, "|O:set_filter", &callback))
        return NULL;
    if (callback == NULL) {
        Py_XDECREF(filter);
        filter = NULL;
    }
    else
        filter = Py_NewRef(callback); // WARN overwritten-field "'filter'"
    Py_RETURN_NONE;
}

static PyObject *
ok_set_hook(PyObject *Py_UNUSED(module), PyObject *callback)
{
    Py_CLEAR(hook);
    if (callback == Py_None)
        Py_RETURN_NONE;
    hook = Py_NewRef(callback);
    Py_RETURN_NONE;
}

static PyObject *
call(PyObject *Py_UNUSED(module), PyObject *line)
{
    PyObject *f = handler != NULL ? handler : filter != NULL ? filter : hook;
    if (f == NULL)
        Py_RETURN_NONE;
    Py_INCREF(f);
    PyObject *r = PyObject_CallFunctionObjArgs(f, line, NULL);
    Py_DECREF(f);
    return r;
}

PyMethodDef methods[] = {{"set_handler", set_handler, METH_O, NULL},
                         {"set_filter", set_filter, METH_VARARGS, NULL},
                         {"set_hook", ok_set_hook, METH_O, NULL},
                         {"call", call, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
