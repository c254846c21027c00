/* A borrowed result through a helper. */
#include <Python.h>

static PyObject *
head(PyObject *list)
{
    if (PyList_GET_SIZE(list) == 0)
        return NULL;
    return PyList_GET_ITEM(list, 0);
}

int
wrong(PyObject *list)
{
    PyObject *h = head(list);
    if (h == NULL)
        return 0;
    int yes = PyUnicode_Check(h);
    Py_DECREF(h); // WARN excess-release "'h'"
    return yes;
}

int
right(PyObject *list)
{
    PyObject *h = head(list);
    return h != NULL && PyUnicode_Check(h);
}
