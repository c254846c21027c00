/* The default is acquired before it joins the owned results. */
#include <Python.h>

PyObject *
get_or_none(PyObject *o, const char *name)
{
    PyObject *value = PyObject_GetAttrString(o, name);
    if (value == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError))
            return NULL;
        PyErr_Clear();
        value = Py_None;
        Py_INCREF(value);
    }
    PyObject *text = PyObject_Str(value);
    Py_DECREF(value);
    return text;
}
