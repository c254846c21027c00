/* A helper puts the object into a dictionary of the module, which keeps it. */
#include <Python.h>

static PyObject *registry;

static int
enrol(PyObject *name, PyObject *v)
{
    return PyDict_SetItem(registry, name, v);
}

PyObject *
make_list(PyObject *self, PyObject *name)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (enrol(name, list) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    Py_DECREF(list);
    if (PyList_Append(list, name) < 0)
        return NULL;
    return Py_NewRef(list);
}

PyObject *
make_other(PyObject *self, PyObject *name)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (enrol(name, list) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    return list;
}
