/* The right operand dies in PyUnicode_AppendAndDel(). */
#include <Python.h>

PyObject *
with_suffix(PyObject *name, int number)
{
    PyObject *text = PyObject_Str(name);
    if (text == NULL)
        return NULL;
    PyObject *suffix = PyUnicode_FromFormat("-%d", number);
    if (suffix == NULL) {
        Py_DECREF(text);
        return NULL;
    }
    PyUnicode_AppendAndDel(&text, suffix);
    Py_DECREF(suffix); // WARN excess-release "'suffix'"
    return text;
}
