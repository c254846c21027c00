// PYTHON >=3.13
/* Guarded by a mutex. */
#include <Python.h>

static PyMutex guard;
static long calls;
static char last_name[64];

static PyObject *
ping(PyObject *module, PyObject *ignored)
{
    PyMutex_Lock(&guard);
    long n = ++calls;
    PyMutex_Unlock(&guard);
    return PyLong_FromLong(n);
}

static PyObject *
remember(PyObject *module, PyObject *name)
{
    const char *s = PyUnicode_AsUTF8(name);
    if (s == NULL)
        return NULL;
    PyMutex_Lock(&guard);
    strncpy(last_name, s, sizeof last_name - 1);
    PyMutex_Unlock(&guard);
    Py_RETURN_NONE;
}

PyMethodDef ping_methods[] = {
    {"ping", ping, METH_NOARGS, NULL},
    {"remember", remember, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
