/* 's' stores a pointer; the characters are not copied into an array. */
#include <Python.h>

PyObject *
set_title(PyObject *self, PyObject *args)
{
    char title[64];
    if (!PyArg_ParseTuple(args, "s", title)) // WARN parse-format-mismatch "'s'"
        return NULL;
    return PyUnicode_FromString(title);
}
