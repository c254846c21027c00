/* The one callback of the module is replaced. */
#include <Python.h>

static PyObject *hook;

static PyObject *
set_hook(PyObject *module, PyObject *o)
{
    PyObject *old = hook;
    hook = Py_NewRef(o); // WARN unguarded-static "'hook'"
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

PyMethodDef set_hook_methods[] = {
    {"set_hook", set_hook, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
