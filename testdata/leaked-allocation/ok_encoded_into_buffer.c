/* "es#" is given a buffer of the function's own: nothing is allocated. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

extern int lookup(const char *name, size_t length);

static PyObject *
find(PyObject *module, PyObject *args)
{
    char space[64];
    char *name = NULL;
    Py_ssize_t length = sizeof(space);
    name = space;
    if (!PyArg_ParseTuple(args, "es#", "latin-1", &name, &length))
        return NULL;
    return PyLong_FromLong(lookup(name, (size_t)length));
}

PyMethodDef find_methods[] = {
    {"find", find, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
