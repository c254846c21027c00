/* The place of the item that is released gets another object at once. */
#include <Python.h>

PyObject *
capitals(PyObject *text)
{
    PyObject *space = PyUnicode_FromString(" ");
    if (space == NULL)
        return NULL;
    PyObject *words = PyUnicode_Split(text, space, -1);
    Py_DECREF(space);
    if (words == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(words); i++) {
        PyObject *word = PyList_GET_ITEM(words, i);
        PyObject *title = PyObject_CallMethod(word, "title", NULL);
        if (title == NULL) {
            Py_DECREF(words);
            return NULL;
        }
        Py_DECREF(word);
        PyList_SET_ITEM(words, i, title);
    }
    return words;
}

/* One call sees another object there. */
PyObject *
call_with(PyObject *callable, PyObject *args, PyObject *first)
{
    PyObject *old = PyTuple_GET_ITEM(args, 0);
    PyTuple_SET_ITEM(args, 0, first);
    PyObject *result = PyObject_Call(callable, args, NULL);
    PyTuple_SET_ITEM(args, 0, old);
    return result;
}

/* All move from the list to the tuple. */
PyObject *
moved(PyObject *list)
{
    Py_ssize_t n = PyList_GET_SIZE(list);
    PyObject *out = PyTuple_New(n);
    for (Py_ssize_t i = 0; out != NULL && i < n; i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        PyTuple_SET_ITEM(out, i, item);
        PyList_SET_ITEM(list, i, NULL);
    }
    return out;
}
