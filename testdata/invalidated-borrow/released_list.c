/* The list was not made here, but whatever could hold it is gone as well. */
#include <Python.h>

PyObject *
first_part(const char *name)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL)
        return NULL;
    PyObject *parts = PyObject_CallMethod(module, "parts", NULL);
    if (parts == NULL) {
        Py_DECREF(module);
        return NULL;
    }
    PyObject *part = PyList_GetItem(parts, 0);
    if (part == NULL) {
        Py_DECREF(parts);
        Py_DECREF(module);
        return NULL;
    }
    Py_DECREF(parts);
    Py_DECREF(module);
    return PyObject_Str(part); // WARN invalidated-borrow "Py_DECREF() has released what keeps it alive"
}
