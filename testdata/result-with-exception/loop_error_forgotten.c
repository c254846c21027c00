/* PyIter_Next() ends the loop at the end and on an error. */
#include <Python.h>

static PyObject *
length(PyObject *self, PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return NULL;
    Py_ssize_t n = 0;
    PyObject *item;
    while ((item = PyIter_Next(it)) != NULL) { // STEP 1 "an exception is set"
        n++;
        Py_DECREF(item);
    }
    Py_DECREF(it);
    return PyLong_FromSsize_t(n); // WARN result-with-exception "PyIter_Next()"
}

static PyMethodDef methods[] = {
    {"length", length, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "length", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_length(void)
{
    return PyModule_Create(&def);
}
