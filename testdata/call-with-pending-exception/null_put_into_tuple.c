/* NULL may be put into a tuple that is asked right after. */
#include <Python.h>

PyObject *
ok_only_one(PyObject *self, PyObject *context)
{
    PyObject *seq = PyTuple_New(1);
    if (seq == NULL)
        return NULL;
    PyTuple_SET_ITEM(seq, 0, PyObject_GetAttrString(context, "node"));
    if (PyTuple_GET_ITEM(seq, 0) == NULL) {
        Py_DECREF(seq);
        return NULL;
    }
    PyObject *nodes = PyObject_GetIter(seq);
    Py_DECREF(seq);
    return nodes;
}

PyObject *
ok_first_of_list(PyObject *self, PyObject *context)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    PyList_SET_ITEM(list, 1, Py_NewRef(Py_None));
    PyList_SET_ITEM(list, 0, PyObject_GetAttrString(context, "node"));
    if (PyList_GET_ITEM(list, 0) == NULL)
        Py_CLEAR(list);
    return list;
}

PyObject *
other_place(PyObject *self, PyObject *context)
{
    PyObject *seq = PyTuple_New(2);
    if (seq == NULL)
        return NULL;
    PyTuple_SET_ITEM(seq, 0, PyObject_GetAttrString(context, "node"));
    PyTuple_SET_ITEM(seq, 1, Py_NewRef(Py_None));
    if (PyTuple_GET_ITEM(seq, 1) == NULL) {
        Py_DECREF(seq);
        return NULL;
    }
    PyObject *nodes = PyObject_GetIter(seq); // WARN call-with-pending-exception "PyObject_GetIter"
    Py_DECREF(seq);
    return nodes;
}
