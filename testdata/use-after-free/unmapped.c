/* The text is looked at once more after it was unmapped. */
#include <Python.h>
#include <sys/mman.h>

PyObject *
first_line(int fd, Py_ssize_t n)
{
    char *text = mmap(NULL, (size_t)n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text == MAP_FAILED)
        return PyErr_SetFromErrno(PyExc_OSError);
    PyObject *all = PyBytes_FromStringAndSize(text, n);
    munmap(text, (size_t)n);
    if (all != NULL && text[0] == '#') // WARN use-after-free "'text'"
        Py_CLEAR(all);
    if (all == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "a comment");
    return all;
}
