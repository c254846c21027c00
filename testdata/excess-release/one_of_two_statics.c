// PYTHON <3.12
/* True or False, whichever: neither is ours when the append fails. */
#include <Python.h>

int probe(PyObject *item);

PyObject *
probe_all(PyObject *module, PyObject *iterable)
{
    PyObject *item, *list = PyList_New(0);
    PyObject *iter = list != NULL ? PyObject_GetIter(iterable) : NULL;
    if (iter == NULL) {
        Py_XDECREF(list);
        return NULL;
    }
    while ((item = PyIter_Next(iter)) != NULL) {
        PyObject *answer = probe(item) ? Py_True : Py_False;
        Py_DECREF(item);
        if (PyList_Append(list, answer) < 0) {
            Py_DECREF(answer); // WARN excess-release "static object"
            break;
        }
    }
    Py_DECREF(iter);
    if (PyErr_Occurred())
        Py_CLEAR(list);
    return list;
}
