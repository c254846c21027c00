/* The UTF-8 form lives in the string, which is gone. */
#include <Python.h>
#include <string.h>

int
starts_with_dash(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        return -1;
    const char *utf8 = PyUnicode_AsUTF8(s);
    Py_DECREF(s);
    if (utf8 == NULL)
        return -1;
    return utf8[0] == '-'; // WARN use-after-free "'utf8'"
}
