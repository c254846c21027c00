/* The memoryview shows what was on the stack. */
#include <Python.h>
#include <string.h>

static PyObject *
checksum(PyObject *self, PyObject *arg)
{
    unsigned char digest[16];
    memset(digest, 0, sizeof digest);
    return PyMemoryView_FromMemory((char *)digest, 16, PyBUF_READ); // WARN kept-stack-memory "digest"
}

PyMethodDef sum_methods[] = {
    {"checksum", checksum, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
