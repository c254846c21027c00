/* Items go one place up or down with their references; where another tuple
 * gets them, they need references of their own.
 */
#include <Python.h>

void
insert_at(PyObject *tuple, Py_ssize_t where, PyObject *item, Py_ssize_t n)
{
    for (Py_ssize_t i = n - 2; i >= where; i--) {
        PyObject *o = PyTuple_GET_ITEM(tuple, i);
        PyTuple_SET_ITEM(tuple, i + 1, o); // DOUBT stolen-reference-misuse
    }
    PyTuple_SET_ITEM(tuple, where, item);
}

PyObject *
copy_of(PyObject *self, PyObject *tuple)
{
    Py_ssize_t n = PyTuple_GET_SIZE(tuple);
    PyObject *copy = PyTuple_New(n);
    if (copy == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *o = PyTuple_GET_ITEM(tuple, i);
        PyTuple_SET_ITEM(copy, i, o); // WARN stolen-reference-misuse "not own"
    }
    return copy;
}
