/* The list holds the string whose text is read. */
#include <Python.h>

int
remember(PyObject *list, PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        return -1;
    int rc = PyList_Append(list, s);
    const char *utf8 = rc < 0 ? NULL : PyUnicode_AsUTF8(s);
    int first = utf8 == NULL ? -1 : utf8[0];
    Py_DECREF(s);
    return first;
}
