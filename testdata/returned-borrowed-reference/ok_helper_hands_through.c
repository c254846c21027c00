/* Helpers that use their argument up, or return what others keep alive. */
#include <Python.h>

/* Takes over `text`; returns it, or its bytes. */
PyObject *
to_bytes(PyObject *text)
{
    if (PyBytes_Check(text))
        return text;
    PyObject *bytes = PyUnicode_AsUTF8String(text);
    Py_DECREF(text);
    return bytes;
}

static PyObject *cache;

/* Lends. */
PyObject *
cached_pattern(PyObject *source)
{
    if (cache == NULL)
        cache = PyDict_New();
    if (cache == NULL)
        return NULL;
    PyObject *found = PyDict_GetItem(cache, source);
    if (found != NULL)
        return found;
    PyObject *made = PyUnicode_FromFormat("^%U$", source);
    if (made == NULL)
        return NULL;
    int failed = PyDict_SetItem(cache, source, made);
    Py_DECREF(made);
    return failed ? NULL : made;
}

/* The module keeps it alive. */
PyObject *
lent_attribute(PyObject *module)
{
    PyObject *state = PyObject_GetAttrString(module, "_state");
    Py_XDECREF(state);
    return state;
}
