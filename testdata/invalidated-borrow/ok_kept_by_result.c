/* The new list keeps the item as well. */
#include <Python.h>

static PyObject *
copy_checked(PyObject *self, PyObject *source)
{
    PyObject *result = PyList_New(0);
    if (result == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(source); i++) {
        PyObject *item = PyList_GET_ITEM(source, i);
        if (PyList_Append(result, item) < 0) {
            Py_DECREF(result);
            return NULL;
        }
        PyObject *ok = PyObject_CallMethod(self, "check", "O", item);
        if (ok == NULL) {
            PyErr_Format(PyExc_ValueError, "unwanted %s",
                         Py_TYPE(item)->tp_name);
            Py_DECREF(result);
            return NULL;
        }
        Py_DECREF(ok);
    }
    return result;
}

static PyMethodDef methods[] = {
    {"copy_checked", copy_checked, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
