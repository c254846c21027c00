/* Texts are made of pairs and collected in an array; the error label frees
   what the array holds, but not the pair of the round that went wrong. */
#include <Python.h>
#include <string.h>

static char **
settings_of(PyObject *mapping, Py_ssize_t *count)
{
    PyObject *names = NULL, *values = NULL, *name, *value, *name8, *value8;
    Py_ssize_t n, made = 0;
    char **texts, *one;
    size_t length;

    n = PyMapping_Size(mapping);
    if (n < 0)
        return NULL;
    texts = PyMem_New(char *, n + 1);
    if (texts == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    names = PyMapping_Keys(mapping);
    if (names == NULL)
        goto fail;
    values = PyMapping_Values(mapping);
    if (values == NULL)
        goto fail;
    if (!PyList_Check(names) || !PyList_Check(values)) {
        PyErr_SetString(PyExc_TypeError, "lists wanted");
        goto fail;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        name = PyList_GetItem(names, i);
        if (name == NULL)
            goto fail;
        value = PyList_GetItem(values, i);
        if (value == NULL)
            goto fail;
        if (PyUnicode_FSConverter(name, &name8) == 0)
            goto fail;
        if (PyUnicode_FSConverter(value, &value8) == 0) { // DOUBT invalidated-borrow "'value'"
            Py_DECREF(name8);
            goto fail;
        }
        const char *text = PyBytes_AS_STRING(name8);
        if (*text == '\0' || strchr(text, ' ') != NULL) {
            PyErr_SetString(PyExc_ValueError, "not a name");
            goto fail;
        }
        length = (size_t)(PyBytes_GET_SIZE(name8) +
                          PyBytes_GET_SIZE(value8)) + 2;
        one = PyMem_New(char, length);
        if (one == NULL) {
            PyErr_NoMemory();
            Py_DECREF(name8);
            Py_DECREF(value8);
            goto fail;
        }
        PyOS_snprintf(one, length, "%s %s", text, PyBytes_AS_STRING(value8));
        texts[made++] = one;
        Py_DECREF(name8);
        Py_DECREF(value8);
    }
    Py_DECREF(names);
    Py_DECREF(values);
    texts[made] = NULL;
    *count = made;
    return texts;

fail:
    Py_XDECREF(names);
    Py_XDECREF(values);
    while (made > 0)
        PyMem_Free(texts[--made]);
    PyMem_Free(texts);
    return NULL; // WARN leaked-reference "'name8'" // WARN leaked-reference "'value8'"
}

PyObject *
count_settings(PyObject *self, PyObject *mapping)
{
    Py_ssize_t n = 0;
    char **texts = settings_of(mapping, &n);
    if (texts == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        PyMem_Free(texts[i]);
    PyMem_Free(texts);
    return PyLong_FromSsize_t(n);
}
