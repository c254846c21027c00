/* Taken twice by the name of the header, released once by the pointer. */
#include <Python.h>

typedef struct {
    PyObject ob_base;
    long count;
} Tally;

PyObject *
tally_new(PyTypeObject *cls, PyObject *limit)
{
    Tally *made = PyObject_New(Tally, cls); // STEP 1 "new reference"
    if (made == NULL)
        return NULL;
    made->count = 0;
    Py_INCREF(&made->ob_base);
    if (!PyLong_Check(limit)) {
        PyErr_SetString(PyExc_TypeError, "the limit is a number");
        Py_DECREF(made);
        return NULL; // WARN leaked-reference "'made'"
    }
    Py_DECREF(&made->ob_base);
    return (PyObject *)made;
}
