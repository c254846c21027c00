/* An attribute of another object. */
#include <Python.h>

PyObject *
last_entry(PyObject *log)
{
    PyObject *entries = PyObject_GetAttrString(log, "entries");
    if (entries == NULL)
        return NULL;
    Py_ssize_t n = PyList_Size(entries);
    if (n <= 0) {
        Py_DECREF(entries);
        return PyErr_Occurred() ? NULL : PyUnicode_FromString("");
    }
    PyObject *last = PyList_GetItem(entries, n - 1); // WARN borrowed-without-gil-build
    last = last == NULL ? NULL : PyObject_Repr(last);
    Py_DECREF(entries);
    return last;
}
