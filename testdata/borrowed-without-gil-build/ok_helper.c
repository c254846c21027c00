/* A helper, called with a list of its own program. */
#include <Python.h>

static PyObject *
joined(PyObject *parts)
{
    PyObject *text = PyUnicode_FromString("");
    for (Py_ssize_t i = 0; text != NULL && i < PyList_GET_SIZE(parts); i++)
        PyUnicode_Append(&text, PyList_GET_ITEM(parts, i));
    return text;
}

PyObject *
words(void)
{
    PyObject *parts = Py_BuildValue("[ss]", "a", "b");
    if (parts == NULL)
        return NULL;
    PyObject *text = joined(parts);
    Py_DECREF(parts);
    return text;
}
