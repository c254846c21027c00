/* Warnings run Python code too. */
#include <Python.h>

static int
load_config(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *config = PyImport_ImportModule("config");
    if (config == NULL) {
        if (PyErr_WarnEx(PyExc_UserWarning, "no config", 1) < 0) // WARN call-with-pending-exception "PyImport_ImportModule()"
            return -1;
        PyErr_Clear();
        return 0;
    }
    Py_DECREF(config);
    return 0;
}

static PyTypeObject Config_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Config",
    .tp_basicsize = sizeof(PyObject),
    .tp_init = load_config,
};
