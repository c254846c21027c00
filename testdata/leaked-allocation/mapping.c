/* The file is mapped, and stays mapped when its head is wrong. */
#include <Python.h>
#include <string.h>
#include <sys/mman.h>

PyObject *
read_index(int fd, Py_ssize_t n)
{
    char *text = mmap(NULL, (size_t)n, PROT_READ, MAP_SHARED, fd, 0);
    if (text == MAP_FAILED)
        return PyErr_SetFromErrno(PyExc_OSError);
    if (n < 4 || memcmp(text, "IDX1", 4) != 0) {
        PyErr_SetString(PyExc_ValueError, "no index");
        return NULL; // WARN leaked-allocation "mapping 'text' from mmap()"
    }
    PyObject *result = PyBytes_FromStringAndSize(text + 4, n - 4);
    munmap(text, (size_t)n);
    return result;
}
