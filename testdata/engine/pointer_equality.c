/* `list != o` says whether the list is ours: a new list is nobody else's,
 * so that it can not be `o`. */
#include <Python.h>

Py_ssize_t
right(PyObject *o)
{
    PyObject *list = o;
    if (!PyList_CheckExact(o)) {
        list = PySequence_List(o);
        if (list == NULL)
            return -1;
    }
    Py_ssize_t n = PyList_GET_SIZE(list);
    if (list != o)
        Py_DECREF(list);
    return n;
}

Py_ssize_t
wrong(PyObject *o)
{
    PyObject *list = o;
    if (!PyList_CheckExact(o)) {
        list = PySequence_List(o);
        if (list == NULL)
            return -1;
    }
    Py_ssize_t n = PyList_GET_SIZE(list);
    if (list == o)
        return n;
    return -n; // WARN leaked-reference "'list'"
}
