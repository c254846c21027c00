/* sq_length is a Py_ssize_t; the upper half of an int's register may hold
 * anything. */
#include <Python.h>

static int
bag_length(PyObject *self)
{
    return self == NULL ? -1 : 3;
}

PySequenceMethods bag_as_sequence = {
    .sq_length = (lenfunc)bag_length, // WARN method-table-mismatch "returns int"
};
