/* Released when there is nothing to release. */
#include <Python.h>

Py_ssize_t
size_of(PyObject *set)
{
    Py_buffer chars = {0};
    if (set != Py_None && PyObject_GetBuffer(set, &chars, PyBUF_SIMPLE) != 0)
        return -1;
    Py_ssize_t n = chars.len;
    if (set == Py_None)
        PyBuffer_Release(&chars);
    return n; // WARN leaked-buffer "'chars'"
}
