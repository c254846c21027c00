/* Left where the call failed, and once more at the end. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} proxy;

static PyObject *
proxy_str(PyObject *o)
{
    if (Py_EnterRecursiveCall(" in a proxy") != 0)
        return NULL;
    PyObject *text = PyObject_Str(((proxy *)o)->target);
    if (text == NULL)
        Py_LeaveRecursiveCall();
    Py_LeaveRecursiveCall(); // WARN unbalanced-critical-section "is undone twice"
    return text;
}

PyTypeObject proxy_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "proxies.proxy",
    .tp_basicsize = sizeof(proxy),
    .tp_str = proxy_str,
};
