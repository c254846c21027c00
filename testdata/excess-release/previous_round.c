/* The error label of one round releases what the round before it has
 * released already. */
#include <Python.h>

PyObject *
connections(PyObject *source, Py_ssize_t n)
{
    PyObject *list = PyList_New(0);
    PyObject *tuple = NULL;
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *address = PySequence_GetItem(source, i);
        if (address == NULL)
            goto error;
        tuple = Py_BuildValue("(nN)", i, address);
        if (tuple == NULL)
            goto error;
        if (PyList_Append(list, tuple) < 0)
            goto error;
        Py_DECREF(tuple);
    }
    return list;

error:
    Py_XDECREF(tuple); // WARN excess-release "'tuple'"
    Py_DECREF(list);
    return NULL;
}
