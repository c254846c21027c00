/* What could not be joined is NULL, and that is tested at the end. */
#include <Python.h>

PyObject *
described(PyObject *o, PyObject *error)
{
    PyObject *text = PyUnicode_FromString("in ");
    if (text == NULL)
        return NULL;
    PyUnicode_AppendAndDel(&text, PyObject_Str(o));
    if (text == NULL)
        return NULL;
    PyUnicode_Append(&text, error);
    if (text == NULL)
        return NULL;
    PyObject *more = PyObject_Repr(error);
    if (more == NULL) {
        Py_DECREF(text);
        return NULL;
    }
    PyUnicode_AppendAndDel(&text, more);
    return text;
}
