/* For a method, unlike tp_iternext, NULL without an exception is an
 * error. */
#include <Python.h>

static PyObject *
first_of(PyObject *self, PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return NULL;
    PyObject *item = PyIter_Next(it);
    Py_DECREF(it);
    return item; // WARN error-without-exception
}

static PyMethodDef methods[] = {
    {"first_of", first_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "firstof", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_firstof(void)
{
    return PyModule_Create(&def);
}

// RUN first_of([])
