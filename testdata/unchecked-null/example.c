/* str(o) may raise: then there is no string to encode. */
#include <Python.h>

const char *
text_of(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    const char *utf8 = PyUnicode_AsUTF8(s); // WARN unchecked-null "'s'"
    if (utf8 == NULL)
        PyErr_Clear();
    Py_XDECREF(s);
    return utf8 != NULL ? "ok" : "bad";
}
