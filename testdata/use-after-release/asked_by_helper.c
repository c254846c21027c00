/* A helper that only looks the object up keeps nothing. */
#include <Python.h>

static PyObject *registry;

static int
is_enrolled(PyObject *v)
{
    return PyDict_Contains(registry, v);
}

PyObject *
make_list(PyObject *self, PyObject *name)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (is_enrolled(list) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    Py_DECREF(list);
    if (PyList_Append(list, name) < 0) // WARN use-after-release "'list' used after"
        return NULL;
    Py_RETURN_NONE;
}
