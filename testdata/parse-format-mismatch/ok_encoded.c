/* es takes an encoding and the address of a pointer. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
encode(PyObject *self, PyObject *args)
{
    char *name = NULL, *rest = NULL;
    Py_ssize_t size = 0;
    if (!PyArg_ParseTuple(args, "eset#", "utf-8", &name, NULL, &rest, &size))
        return NULL;
    PyObject *out = PyUnicode_DecodeUTF8(name, size > 0 ? 1 : 0, NULL);
    PyMem_Free(name);
    PyMem_Free(rest);
    return out;
}
