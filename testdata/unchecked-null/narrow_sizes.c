/* A size that one or two bytes hold is there, unless memory runs out. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
of_byte(PyObject *self, PyObject *args)
{
    unsigned char n;
    if (!PyArg_ParseTuple(args, "b", &n))
        return NULL;
    PyObject *list = PyList_New(n);
    for (int i = 0; i < n; i++)
        PyList_SET_ITEM(list, i, Py_NewRef(Py_None)); // RARE unchecked-null
    return list;
}

PyObject *
of_short(PyObject *self, PyObject *args)
{
    unsigned short n;
    if (!PyArg_ParseTuple(args, "H", &n))
        return NULL;
    char *block = malloc(sizeof *block * n);
    memset(block, 0, n); // RARE unchecked-null
    PyObject *result = PyBytes_FromStringAndSize(block, n);
    free(block);
    return result;
}

PyObject *
of_int(PyObject *self, PyObject *args)
{
    unsigned int n;
    if (!PyArg_ParseTuple(args, "I", &n))
        return NULL;
    char *block = malloc(sizeof *block * n);
    memset(block, 0, n); // WARN unchecked-null "block"
    PyObject *result = PyBytes_FromStringAndSize(block, n);
    free(block);
    return result;
}
