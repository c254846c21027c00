/* The same variable gets the new pointer. */
#include <Python.h>

PyObject *
collect(const char *s, size_t n)
{
    size_t room = 16, used = 0;
    char *out = PyMem_Malloc(room);
    if (out == NULL)
        return PyErr_NoMemory();
    for (size_t i = 0; i < n; i++) {
        if (used == room) {
            char *bigger = PyMem_Realloc(out, room * 2);
            if (bigger == NULL) {
                PyMem_Free(out);
                return PyErr_NoMemory();
            }
            out = bigger;
            room *= 2;
        }
        out[used++] = s[i];
    }
    PyObject *r = PyBytes_FromStringAndSize(out, (Py_ssize_t)used);
    PyMem_Free(out);
    return r;
}
