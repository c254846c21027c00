/* Printed, and thereby gone. */
#include <Python.h>

static PyObject *
notify(PyObject *self, PyObject *callbacks)
{
    if (!PyTuple_Check(callbacks)) {
        PyErr_SetString(PyExc_TypeError, "tuple expected");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(callbacks); i++) {
        PyObject *f = PyTuple_GET_ITEM(callbacks, i);
        PyObject *r = PyObject_CallObject(f, NULL);
        if (r == NULL)
            PyErr_WriteUnraisable(f);
        else
            Py_DECREF(r);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"notify", notify, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "notify", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_notify(void)
{
    return PyModule_Create(&def);
}
