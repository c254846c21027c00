/* The objects that "O" gives belong to the argument tuple. */
#include <Python.h>

static PyObject *
merge(PyObject *self, PyObject *args)
{
    PyObject *left, *right;
    if (!PyArg_ParseTuple(args, "OO:merge", &left, &right))
        return NULL;
    PyObject *result = PySequence_Concat(left, right);
    if (result == NULL) {
        Py_DECREF(right); // WARN excess-release "'right'"
        return NULL;
    }
    return result;
}

static PyMethodDef methods[] = {
    {"merge", merge, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "merge", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_merge(void)
{
    return PyModule_Create(&def);
}

// RUN merge({"a": 1}, {"b": 2})
// RUN merge([1], [2])
