/* Not taken over when PyModule_AddObject() fails. */
#include <Python.h>

int
add_path(PyObject *m, const char *path)
{
    PyObject *value = PyUnicode_DecodeFSDefault(path);
    if (value == NULL)
        return -1;
    if (PyModule_AddObject(m, "path", value) < 0) {
        Py_DECREF(value);
        return -1;
    }
    return 0;
}
