/* Interning gives back the same string or its elder twin; a key that the
 * dictionary lends is kept alive by others, a string made here is not. */
#include <Python.h>

int
copy_attributes(PyObject *from, PyObject *to)
{
    PyObject *key, *value;
    Py_ssize_t pos = 0;
    while (PyDict_Next(from, &pos, &key, &value)) {
        if (PyUnicode_CheckExact(key)) {
            Py_INCREF(key);
            PyUnicode_InternInPlace(&key);
            Py_DECREF(key);
        }
        if (PyObject_SetItem(to, key, value) < 0)
            return -1;
    }
    return 0;
}

int
set_named(PyObject *to, const char *name, PyObject *value)
{
    PyObject *key = PyUnicode_FromString(name);
    if (key == NULL)
        return -1;
    PyUnicode_InternInPlace(&key);
    Py_DECREF(key);
    return PyObject_SetItem(to, key, value); // WARN use-after-release
}
