/* PyList_SetItem() consumes the item also when it fails, which here it cannot
 * even do. */
#include <Python.h>

PyObject *
squares(PyObject *self, PyObject *noargs)
{
    PyObject *list = PyList_New(10);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < 10; i++) {
        PyObject *item = PyLong_FromSsize_t(i * i);
        if (item == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        if (PyList_SetItem(list, i, item) < 0) {
            Py_DECREF(item); // WARN stolen-reference-misuse "'item'"
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}
