/* Not static: it is the module's. */
#include <Python.h>

typedef struct {
    long calls;
} state;

static PyObject *
ping(PyObject *module, PyObject *ignored)
{
    state *s = PyModule_GetState(module);
    return PyLong_FromLong(s->calls++);
}

PyMethodDef ping_methods[] = {
    {"ping", ping, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
