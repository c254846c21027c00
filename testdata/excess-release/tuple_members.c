/* PyTuple_GET_ITEM() lends; releasing in the loop empties the tuple under
 * its owner. */
#include <Python.h>

Py_ssize_t
count_strings(PyObject *tuple)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); i++) {
        PyObject *member = PyTuple_GET_ITEM(tuple, i);
        if (PyUnicode_Check(member))
            count++;
        Py_DECREF(member); // WARN excess-release "'member'"
    }
    return count;
}
