/* The number that is read comes from a helper, which has just made it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Shelf;

static PyObject *
shelf_find(Shelf *self, PyObject *key, int count_only)
{
    PyObject *found = PyDict_GetItemWithError(self->items, key);
    if (found == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, key);
        return NULL;
    }
    if (count_only)
        return PyLong_FromLong(1);
    return Py_NewRef(found);
}

static int
shelf_contains(Shelf *self, PyObject *key)
{
    PyObject *number = shelf_find(self, key, 1);
    int result = -1;
    if (number != NULL) {
        result = PyLong_AsLong(number) ? 1 : 0;
        Py_DECREF(number);
    }
    else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        result = 0;
    }
    return result;
}

static PySequenceMethods shelf_as_sequence = {
    .sq_contains = (objobjproc)shelf_contains,
};
