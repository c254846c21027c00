/* A wide copy must be given back. */
#include <Python.h>
#include <wchar.h>

int
is_blank(PyObject *text)
{
    wchar_t *w = PyUnicode_AsWideCharString(text, NULL);
    if (w == NULL)
        return -1;
    return w[0] == L'\0'; // WARN leaked-allocation "'w'"
}
