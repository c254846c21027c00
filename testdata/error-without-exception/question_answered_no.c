/* The only exit is reached from everywhere: the way there is told by the last
 * question that was answered. */
#include <Python.h>

static PyObject *
half(PyObject *self, PyObject *pair)
{
    PyObject *result = NULL;
    PyObject *first = PySequence_GetItem(pair, 0);
    if (!first)
        goto done;
    if (!PyNumber_Check(first)) // STEP 1 "PyNumber_Check() is 0"
        goto done;
    result = PyNumber_Rshift(first, first);
done:
    Py_XDECREF(first);
    return result; // WARN error-without-exception "NULL returned"
}

static PyMethodDef methods[] = {
    {"half", half, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "half", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_half(void)
{
    return PyModule_Create(&def);
}
