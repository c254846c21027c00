/* _PyBytes_Resize() may move the object: the old pointer is dead. */
#include <Python.h>
#include <string.h>

PyObject *
padded(const char *data, Py_ssize_t n, Py_ssize_t room)
{
    PyObject *bytes = PyBytes_FromStringAndSize(data, n);
    if (bytes == NULL)
        return NULL;
    PyObject *old = bytes;
    if (_PyBytes_Resize(&bytes, room) < 0)
        return NULL;
    memset(PyBytes_AS_STRING(old) + n, 0, (size_t)(room - n)); // WARN use-after-release "'old'"
    return bytes;
}
