/* The item got a reference before its container went. */
#include <Python.h>

PyObject *
first_word(PyObject *text)
{
    PyObject *words = PyObject_CallMethod(text, "split", NULL);
    if (words == NULL)
        return NULL;
    if (!PyList_Check(words) || PyList_GET_SIZE(words) == 0) {
        Py_DECREF(words);
        PyErr_SetString(PyExc_ValueError, "no words");
        return NULL;
    }
    PyObject *word = PyList_GET_ITEM(words, 0);
    Py_INCREF(word);
    Py_DECREF(words);
    PyObject *result = PyObject_CallMethod(word, "lower", NULL);
    Py_DECREF(word);
    return result;
}

// RUN first_word("abc def")
