/* The item's method may empty the list, and know no answer. */
#include <Python.h>

static PyObject *
position(PyObject *self, PyObject *args)
{
    PyObject *list, *wanted;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &list, &wanted))
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        int same = PyObject_RichCompareBool( // WARN invalidated-borrow "'list'"
            item, wanted, Py_EQ);
        if (same < 0)
            return NULL;
        if (same)
            return PyLong_FromSsize_t(i);
    }
    return PyLong_FromLong(-1);
}

static PyObject *
greater(PyObject *self, PyObject *args)
{
    PyObject *dict, *key;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &dict, &key))
        return NULL;
    PyObject *value = PyDict_GetItemWithError(dict, key);
    if (value == NULL)
        return PyErr_Occurred() ? NULL : PyBool_FromLong(0);
    return PyObject_RichCompare(value, key, // WARN invalidated-borrow "'dict'"
                                Py_GT);
}

static PyMethodDef methods[] = {
    {"position", position, METH_VARARGS, NULL},
    {"greater", greater, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
