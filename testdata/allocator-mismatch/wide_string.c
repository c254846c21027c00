/* PyUnicode_AsWideCharString() allocates with PyMem_Malloc(). */
#include <Python.h>
#include <stdlib.h>
#include <wchar.h>

PyObject *
wide_length(PyObject *self, PyObject *text)
{
    Py_ssize_t n;
    wchar_t *w = PyUnicode_AsWideCharString(text, &n);
    if (w == NULL)
        return NULL;
    size_t length = wcslen(w);
    free(w); // WARN allocator-mismatch "'w'"
    return PyLong_FromSize_t(length);
}
