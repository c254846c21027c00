/* A failed PyTuple_SetItem() has released the item already. */
#include <Python.h>

int
set_field(PyObject *record, Py_ssize_t i, PyObject *raw)
{
    PyObject *field = PyNumber_Float(raw);
    if (field == NULL)
        return -1;
    if (PyTuple_SetItem(record, i, field) < 0) {
        PyErr_Format(PyExc_SystemError, "cannot store %R", field); // WARN stolen-reference-misuse "'field'"
        return -1;
    }
    return 0;
}
