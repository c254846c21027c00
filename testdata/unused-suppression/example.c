/* The leak was repaired, the comment stayed. */
#include <Python.h>

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL) {
        Py_DECREF(list);
        return NULL; /* refaudit: ignore[REF001] it stays */ // WARN unused-suppression "nothing that REF001 finds is suppressed"
    }
    PyList_SET_ITEM(list, 0, s);
    return list;
}
