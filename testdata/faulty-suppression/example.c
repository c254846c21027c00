/* Nobody can know why this leak would be none. */
#include <Python.h>

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL)
        return NULL; /* refaudit: ignore[REF001] */ // WARN leaked-reference // WARN faulty-suppression "it gives no reason"
    PyList_SET_ITEM(list, 0, s);
    return list;
}
