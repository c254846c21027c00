/* Whether it is there, or what a struct on the stack keeps. */
#include <Python.h>

static PyObject *known;

struct walk {
    PyObject *list;
    Py_ssize_t at;
};

int
is_known(PyObject *key)
{
    return PyDict_GetItemString(known, "all") != NULL ||
           PyDict_GetItemWithError(known, key) != NULL;
}

PyObject *
next_item(struct walk *w)
{
    PyObject *item = PyList_GET_ITEM(w->list, w->at++);
    return PyObject_Str(item);
}
