/* Nobody else knows the dict yet. */
#include <Python.h>

PyObject *
defaults(PyObject *source)
{
    PyObject *dict = PyDict_New();
    if (dict == NULL)
        return NULL;
    PyObject *one = PyObject_CallMethod(source, "one", NULL);
    if (one == NULL || PyDict_SetItemString(dict, "one", one) < 0) {
        Py_XDECREF(one);
        Py_DECREF(dict);
        return NULL;
    }
    Py_DECREF(one);
    PyObject *again = PyDict_GetItemString(dict, "one");
    PyObject *two = PyObject_CallMethod(source, "two", NULL);
    if (two == NULL || again == NULL) {
        Py_XDECREF(two);
        Py_DECREF(dict);
        return NULL;
    }
    PyObject *sum = PyNumber_Add(again, two);
    Py_DECREF(two);
    Py_DECREF(dict);
    return sum;
}
