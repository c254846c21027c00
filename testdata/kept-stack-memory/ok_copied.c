/* The bytes object has its own copy. */
#include <Python.h>
#include <string.h>

PyObject *
ok_checksum(PyObject *self, PyObject *arg)
{
    char digest[16];
    memset(digest, 0, sizeof digest);
    return PyBytes_FromStringAndSize(digest, sizeof digest);
}
