/* The callback may empty the list that holds the very item. */
#include <Python.h>

static PyObject *
each_name(PyObject *self, PyObject *args)
{
    PyObject *list, *callback;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &list, &callback))
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        PyObject *r = PyObject_CallFunctionObjArgs(callback, item, NULL);
        if (r == NULL) {
            PyErr_Format(PyExc_RuntimeError, "callback failed for a %s",
                         Py_TYPE(item)->tp_name); // WARN invalidated-borrow "'item', borrowed from 'list',"
            return NULL;
        }
        Py_DECREF(r);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"each_name", each_name, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
