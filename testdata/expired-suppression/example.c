/* The day is over and the leak still there. */
#include <Python.h>

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL)
        return NULL; /* refaudit: ignore[REF001] until=2021-03-31 redone in spring */ // WARN leaked-reference // WARN expired-suppression "no effect since 2021-03-31"
    PyList_SET_ITEM(list, 0, s);
    return list;
}
