/* PyIter_Next() gives a new reference each round; none is released. */
#include <Python.h>

static PyObject *
total(PyObject *self, PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return NULL;
    long sum = 0;
    PyObject *item;
    while ((item = PyIter_Next(it)) != NULL) { // WARN leaked-reference "'item'"
        long v = PyLong_AsLong(item);
        if (v == -1 && PyErr_Occurred()) {
            Py_DECREF(it);
            return NULL; // WARN leaked-reference "'item'"
        }
        sum += v;
    }
    Py_DECREF(it);
    if (PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(sum);
}

static PyMethodDef methods[] = {
    {"total", total, METH_O, NULL},
    {NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "total", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_total(void)
{
    return PyModule_Create(&def);
}

// RUN total([1000, 2000])
// RUN total([object()])
