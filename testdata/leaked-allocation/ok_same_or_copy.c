/* What the helper gives is the text itself or a copy of it; a copy is never
 * the text. */
#include <Python.h>
#include <ctype.h>
#include <string.h>

static const char *
without_blanks(const char *text)
{
    const char *from = text;
    while (isspace((unsigned char)*from))
        from++;
    if (from == text)
        return text;
    size_t n = strlen(from);
    char *copy = PyMem_Malloc(n + 1);
    if (copy == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(copy, from, n + 1);
    return copy;
}

PyObject *
trimmed_size(PyObject *self, PyObject *arg)
{
    const char *text = PyUnicode_AsUTF8(arg);
    if (text == NULL)
        return NULL;
    const char *trimmed = without_blanks(text);
    if (trimmed == NULL)
        return NULL;
    size_t n = strlen(trimmed);
    if (trimmed != text)
        PyMem_Free((void *)trimmed);
    return PyLong_FromSize_t(n);
}
