/* Entered, and never left by anybody. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} proxy;

static PyObject *
proxy_call(PyObject *o, PyObject *args, PyObject *kwargs)
{
    if (Py_EnterRecursiveCall(" in a proxy") != 0)
        return NULL;
    return PyObject_Call(((proxy *)o)->target, args, kwargs); // WARN unbalanced-critical-section "Py_EnterRecursiveCall() is not undone"
}

PyTypeObject proxy_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "proxies.proxy",
    .tp_basicsize = sizeof(proxy),
    .tp_call = proxy_call,
};
