/* The helper gives False with a reference of its own as a sentinel. */
#include <Python.h>

static PyObject *
next_part(PyObject *it)
{
    PyObject *part = PyIter_Next(it);
    if (part == NULL && !PyErr_Occurred()) {
        part = Py_False;
        Py_INCREF(part);
    }
    return part;
}

static PyObject *
splitter_next(PyObject *self, PyObject *it)
{
    PyObject *part = next_part(it);
    if (part == Py_False) {
        Py_DECREF(Py_False);
        Py_RETURN_NONE;
    }
    return part;
}

static PyMethodDef methods[] = {
    {"next", splitter_next, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "splitter", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_splitter(void)
{
    return PyModule_Create(&module);
}
