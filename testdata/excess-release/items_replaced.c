/* An item is released, and something else takes its place: right in a loop that
 * looks at the items first, and at the end of a list whose size is asked for
 * twice; not where nothing takes the place. */
#include <Python.h>

int
as_texts(PyObject *list)
{
    Py_ssize_t i, n = PyList_GET_SIZE(list);
    for (i = 0; i < n; i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        if (!PyUnicode_Check(item)) {
            PyObject *text = PyObject_Str(item);
            if (text == NULL)
                return -1;
            Py_DECREF(item);
            PyList_SET_ITEM(list, i, text);
        }
    }
    return 0;
}

int
end_with(PyObject *list, PyObject *text)
{
    PyObject *last = PyList_GET_ITEM(list, PyList_GET_SIZE(list) - 1);
    PyObject *joined = PyUnicode_Concat(last, text);
    if (joined == NULL)
        return -1;
    Py_DECREF(last);
    PyList_SET_ITEM(list, PyList_GET_SIZE(list) - 1, joined);
    return 0;
}

int
drop_texts(PyObject *list)
{
    Py_ssize_t i, n = PyList_GET_SIZE(list);
    for (i = 0; i < n; i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        if (!PyUnicode_Check(item))
            Py_DECREF(item); // WARN excess-release "'item'"
    }
    return 0;
}

int
end_before(PyObject *list, PyObject *text)
{
    PyObject *last = PyList_GET_ITEM(list, PyList_GET_SIZE(list) - 1);
    PyObject *joined = PyUnicode_Concat(last, text);
    if (joined == NULL)
        return -1;
    Py_DECREF(last); // WARN excess-release "'last'"
    PyList_SET_ITEM(list, PyList_GET_SIZE(list) - 2, joined);
    return 0;
}
