// PYTHON <3.12
/* None is released because the old value might have been None. */
#include <Python.h>

static PyObject *hook;

PyObject *
set_hook(PyObject *module, PyObject *value)
{
    if (value == Py_None) {
        hook = NULL;
        Py_DECREF(Py_None); // WARN excess-release "None"
        Py_RETURN_NONE;
    }
    Py_INCREF(value);
    Py_XSETREF(hook, value);
    Py_RETURN_NONE;
}
