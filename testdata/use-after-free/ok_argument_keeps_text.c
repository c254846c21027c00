/* The caller's object owns the text, and our reference was a second one. */
#include <Python.h>
#include <string.h>

size_t
length(PyObject *text)
{
    Py_INCREF(text);
    const char *utf8 = PyUnicode_AsUTF8(text);
    Py_DECREF(text);
    if (utf8 == NULL) {
        PyErr_Clear();
        return 0;
    }
    return strlen(utf8);
}
