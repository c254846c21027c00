/* Either released or returned, never both. */
#include <Python.h>

PyObject *
as_string(PyObject *o)
{
    PyObject *text = PyObject_CallMethod(o, "text", NULL);
    if (text != NULL && !PyUnicode_Check(text)) {
        PyErr_Format(PyExc_TypeError, "text() returned %s",
                     Py_TYPE(text)->tp_name);
        Py_DECREF(text);
        text = NULL;
    }
    return text;
}
