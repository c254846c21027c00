/* What is handed out lives on. */
#include <Python.h>
#include <string.h>

static PyObject *names;

/* Somebody else keeps it, as far as one can see. */
const char *
name_of(PyObject *function)
{
    PyObject *name = PyObject_GetAttrString(function, "__name__");
    const char *text = name == NULL ? NULL : PyUnicode_AsUTF8(name);
    Py_XDECREF(name);
    return text; // DOUBT use-after-free
}

const char *
kept_name(PyObject *node)
{
    PyObject *text = PyObject_Str(node);
    if (text == NULL)
        return NULL;
    if (PyList_Append(names, text) < 0) {
        Py_DECREF(text);
        return NULL;
    }
    Py_DECREF(text);
    return PyUnicode_AsUTF8(text);
}

char *
copied_name(PyObject *node)
{
    PyObject *text = PyObject_Str(node);
    if (text == NULL)
        return NULL;
    const char *name = PyUnicode_AsUTF8(text);
    char *copy = name == NULL ? NULL : strdup(name);
    Py_DECREF(text);
    return copy;
}
