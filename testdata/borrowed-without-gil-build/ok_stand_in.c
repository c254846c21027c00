/* Stands in for a function of newer versions, which the free-threaded build
   has. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *memo;
} Scanner;

static int
compat_PyDict_GetItemRef(PyObject *dict, PyObject *key, PyObject **result)
{
    PyObject *found = PyDict_GetItemWithError(dict, key);
    *result = found;
    if (found == NULL)
        return PyErr_Occurred() ? -1 : 0;
    Py_INCREF(found);
    return 1;
}

static PyObject *
scanner_recall(Scanner *self, PyObject *key)
{
    PyObject *found;
    int status = compat_PyDict_GetItemRef(self->memo, key, &found);
    if (status == 0)
        PyErr_SetObject(PyExc_KeyError, key);
    return found;
}

PyMethodDef scanner_methods[] = {
    {"recall", (PyCFunction)scanner_recall, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
