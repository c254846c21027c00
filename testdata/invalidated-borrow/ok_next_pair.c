/* Every round has a pair of its own, whatever became of the last one. */
#include <Python.h>

static PyObject *
true_ones(PyObject *self, PyObject *args)
{
    PyObject *dict, *key, *value;
    Py_ssize_t at = 0;
    int by_value = 0, found = 0;
    (void)self;
    if (!PyArg_ParseTuple(args, "O!|i", &PyDict_Type, &dict, &by_value))
        return NULL;
    while (PyDict_Next(dict, &at, &key, &value)) {
        int is_true;
        if (by_value) {
            is_true = PyObject_IsTrue(value);
            if (is_true < 0)
                return NULL;
        }
        else {
            is_true = PyObject_IsTrue(key);
            if (is_true < 0)
                return NULL;
        }
        if (is_true) {
            if (PyErr_CheckSignals() < 0)
                return NULL;
            found++;
        }
    }
    return PyLong_FromLong(found);
}

static PyMethodDef methods[] = {
    {"true_ones", true_ones, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "ones",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_ones(void)
{
    return PyModule_Create(&module);
}
