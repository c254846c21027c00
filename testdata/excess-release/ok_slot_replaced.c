/* The macro leaves the old item to whoever read it. */
#include <Python.h>

PyObject *
stringify(PyObject *module, PyObject *sequence)
{
    PyObject *list = PySequence_List(sequence);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        PyObject *old = PyList_GET_ITEM(list, i);
        PyObject *text = PyObject_Str(old);
        if (text == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        PyList_SET_ITEM(list, i, text);
        Py_DECREF(old);
    }
    return list;
}

// RUN stringify([12345], 0)
// RUN stringify([12345])
