/* Released before the test that comes one line too late. */
#include <Python.h>

int
is_sized(PyObject *o)
{
    PyObject *method = PyObject_GetAttrString(o, "__len__");
    Py_DECREF(method); // WARN release-of-null "'method'"
    if (method == NULL) {
        PyErr_Clear();
        return 0;
    }
    return 1;
}
