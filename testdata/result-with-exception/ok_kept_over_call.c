/* What was set before, perhaps by a callback of the library, is put back. */
#include <Python.h>

extern int channel_try(void *channel);

static int
channel_close(PyObject *self, int force)
{
    if (force < 0) {
        PyErr_SetString(PyExc_ValueError, "cannot close");
        return 1;
    }
    return PyObject_SetAttrString(self, "closed", Py_True) < 0;
}

static PyObject *
channel_exit(PyObject *self, PyObject *force)
{
    int failed;
    if (channel_try(self) != 0) {
        PyErr_SetString(PyExc_RuntimeError, "busy");
        return NULL;
    }
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    failed = channel_close(self, force == Py_None);
    if (type != NULL) {
        if (PyErr_Occurred()) {
            Py_DECREF(type);
            Py_XDECREF(value);
            Py_XDECREF(traceback);
        }
        else
            PyErr_Restore(type, value, traceback);
    }
    if (failed)
        return NULL;
    Py_RETURN_FALSE; // DOUBT result-with-exception
}

static PyMethodDef methods[] = {
    {"exit", channel_exit, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "channel", .m_methods = methods};

PyMODINIT_FUNC
PyInit_channel(void)
{
    return PyModule_Create(&module);
}
