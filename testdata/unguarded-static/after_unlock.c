// PYTHON >=3.13
/* One counter is guarded, the other is not. */
#include <Python.h>

static PyMutex guard;
static long opened, closed;

static PyObject *
shut(PyObject *module, PyObject *ignored)
{
    PyMutex_Lock(&guard);
    opened--;
    PyMutex_Unlock(&guard);
    closed++; // WARN unguarded-static "'closed'"
    Py_RETURN_NONE;
}

PyMethodDef shut_methods[] = {
    {"shut", shut, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
