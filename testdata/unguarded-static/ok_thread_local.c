/* Each thread has its own. */
#include <Python.h>

static _Thread_local int depth;
static __thread char last[64];

static PyObject *
enter(PyObject *module, PyObject *ignored)
{
    depth++;
    last[0] = 'x';
    return PyLong_FromLong(depth);
}

PyMethodDef enter_methods[] = {
    {"enter", enter, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
