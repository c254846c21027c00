/* The dict call fails cleanly for nothing; the release of the key does
 * not. */
#include <Python.h>

void
forget(PyObject *dict, long id)
{
    PyObject *key = PyLong_FromLong(id);
    if (key != NULL && PyDict_DelItem(dict, key) < 0)
        PyErr_Clear();
    Py_DECREF(key); // WARN release-of-null "'key'"
}
