/* The documented releases of what the API allocates. */
#include <Python.h>

int
same_first(PyObject *text, const char *arg)
{
    Py_ssize_t n;
    wchar_t *a = PyUnicode_AsWideCharString(text, &n);
    if (a == NULL)
        return -1;
    wchar_t *b = Py_DecodeLocale(arg, NULL);
    if (b == NULL) {
        PyMem_Free(a);
        return -1;
    }
    int same = a[0] == b[0];
    PyMem_RawFree(b);
    PyMem_Free(a);
    return same;
}
