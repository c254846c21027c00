/* These take a NULL value for the failure that it is. */
#include <Python.h>

static PyObject *
store(PyObject *self, PyObject *source)
{
    PyObject *text = PyObject_Str(source);
    if (PyObject_SetItem(source, self, text) < 0) {
        Py_XDECREF(text);
        return NULL;
    }
    Py_DECREF(text);
    return Py_BuildValue("(N)", PyObject_Repr(self));
}

static PyObject *
forget(PyObject *self, PyObject *source)
{
    PyObject *text = PyObject_Str(source);
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return NULL;
        PyErr_Clear();
    }
    int rc = PyObject_SetAttrString(self, "label", text);
    Py_XDECREF(text);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"store", store, METH_O, NULL},
    {"forget", forget, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
