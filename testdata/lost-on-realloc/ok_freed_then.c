/* The old block is freed by its second name. */
#include <Python.h>

PyObject *
double_text(size_t n)
{
    char *text = malloc(n);
    if (text == NULL)
        return PyErr_NoMemory();
    memset(text, '-', n);
    char *old = text;
    text = realloc(text, 2 * n);
    if (text == NULL) {
        free(old);
        return PyErr_NoMemory();
    }
    memset(text + n, '=', n);
    PyObject *o = PyUnicode_FromStringAndSize(text, (Py_ssize_t)(2 * n));
    free(text);
    return o;
}

// RUN double_text(50)
