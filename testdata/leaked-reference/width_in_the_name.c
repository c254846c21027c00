/* The headers of old versions rename every function for text: the code says
 * PyUnicode_DecodeLatin1(), the compiler sees the width of characters too. */
#include <Python.h>

#undef PyUnicode_DecodeLatin1
#undef PyUnicode_AsUTF8String
#define PyUnicode_DecodeLatin1 PyUnicodeUCS4_DecodeLatin1
#define PyUnicode_AsUTF8String PyUnicodeUCS2_AsUTF8String

PyObject *PyUnicode_DecodeLatin1(const char *s, Py_ssize_t n, const char *e);
PyObject *PyUnicode_AsUTF8String(PyObject *o);

PyObject *
recode(PyObject *self, PyObject *data)
{
    PyObject *text, *result;

    if (!PyBytes_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "bytes wanted");
        return NULL;
    }
    text = PyUnicode_DecodeLatin1(PyBytes_AS_STRING(data),
                                  PyBytes_GET_SIZE(data), NULL);
    if (text == NULL)
        return NULL;
    result = PyUnicode_AsUTF8String(text);
    if (result == NULL)
        return NULL;   // WARN leaked-reference "'text'"
    Py_DECREF(text);
    return result;
}
