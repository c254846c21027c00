/* lookup() hands on what PyDict_GetItem() lends. */
#include <Python.h>

static PyObject *table;

static PyObject *
lookup(PyObject *key)
{
    PyObject *value = PyDict_GetItem(table, key);
    if (value == NULL)
        PyErr_SetObject(PyExc_LookupError, key);
    return value;
}

static PyObject *
size_of(PyObject *self, PyObject *key)
{
    PyObject *value = lookup(key);
    if (value == NULL)
        return NULL;
    Py_ssize_t n = PyObject_Size(value);
    Py_DECREF(value); // WARN excess-release "'value'"
    if (n < 0)
        return NULL;
    return PyLong_FromSsize_t(n);
}

static PyObject *
create(PyObject *self, PyObject *ignored)
{
    if (table == NULL) {
        table = PyDict_New();
        if (table == NULL)
            return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"create", create, METH_NOARGS, NULL},
    {"size_of", size_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "sizes", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_sizes(void)
{
    return PyModule_Create(&def);
}
