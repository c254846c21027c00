/* PyUnicode_CompareWithASCIIString() cannot fail, nor can a tuple item be
 * out of range that was just counted. */
#include <Python.h>

static PyObject *
is_auto(PyObject *self, PyObject *arg)
{
    if (!PyUnicode_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "str expected");
        return NULL;
    }
    if (PyUnicode_CompareWithASCIIString(arg, "auto") == 0)
        Py_RETURN_TRUE;
    Py_RETURN_FALSE;
}

static PyMethodDef methods[] = {
    {"is_auto", is_auto, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "isauto", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_isauto(void)
{
    return PyModule_Create(&def);
}
