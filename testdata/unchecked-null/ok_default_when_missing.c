/* What the dict lacks is replaced before it is used. */
#include <Python.h>

static PyObject *empty;

Py_ssize_t
label_length(PyObject *dict)
{
    PyObject *label = PyDict_GetItemString(dict, "label");
    if (!label) {
        if (!empty && !(empty = PyUnicode_FromString("")))
            return -1;
        label = empty;
    }
    return PyUnicode_GetLength(label);
}
