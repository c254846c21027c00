/* The pair fits on the common way out, not on the rare one. */
#include <Python.h>
#include <stdlib.h>

PyObject *
hex_dump(const unsigned char *data, size_t n)
{
    char *text = malloc(2 * n + 1);
    if (text == NULL)
        return PyErr_NoMemory();
    if (n > 1000) {
        PyMem_Free(text); // WARN allocator-mismatch "'text'"
        PyErr_SetString(PyExc_OverflowError, "too long");
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        PyOS_snprintf(text + 2 * i, 3, "%02x", data[i]);
    PyObject *result = PyUnicode_FromStringAndSize(text, (Py_ssize_t)(2 * n));
    free(text);
    return result;
}
