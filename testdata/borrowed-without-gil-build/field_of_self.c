/* The dictionary is part of the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *cache;
} Store;

PyObject *
store_lookup(Store *self, PyObject *key)
{
    PyObject *found = PyDict_GetItemWithError(self->cache, key); // WARN borrowed-without-gil-build "kept in a field"
    if (found == NULL && !PyErr_Occurred())
        PyErr_SetObject(PyExc_KeyError, key);
    Py_XINCREF(found);
    return found;
}
