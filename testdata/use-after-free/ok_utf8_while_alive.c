/* The string lives until its UTF-8 form has been read. */
#include <Python.h>
#include <string.h>

int
starts_with_dash(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        return -1;
    const char *utf8 = PyUnicode_AsUTF8(s);
    if (utf8 == NULL) {
        Py_DECREF(s);
        return -1;
    }
    int yes = utf8[0] == '-';
    Py_DECREF(s);
    return yes;
}
