/* None stands for the statement of last time, which then gives its reference
 * and gets one. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *statement;
    int prepared;
} query;

int
query_prepare(query *self, PyObject *statement)
{
    if (statement == Py_None && self->statement == NULL) {
        PyErr_SetString(PyExc_ValueError, "nothing to prepare");
        return -1;
    }
    if (statement == Py_None) {
        if (self->prepared)
            return 0;
        statement = self->statement;
    }
    Py_XDECREF(self->statement);
    Py_INCREF(statement);
    self->statement = statement;
    return 0;
}
