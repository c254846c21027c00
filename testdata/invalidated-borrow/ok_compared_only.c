/* The pointer is compared and not followed. */
#include <Python.h>

static PyObject *
still_there(PyObject *self, PyObject *list)
{
    if (PyList_GET_SIZE(list) == 0)
        Py_RETURN_FALSE;
    PyObject *before = PyList_GET_ITEM(list, 0);
    PyObject *r = PyObject_CallMethod(list, "sort", NULL);
    if (r == NULL)
        return NULL;
    Py_DECREF(r);
    if (PyList_GET_SIZE(list) > 0 && PyList_GET_ITEM(list, 0) == before)
        Py_RETURN_TRUE;
    Py_RETURN_FALSE;
}

static PyMethodDef methods[] = {
    {"still_there", still_there, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
