/* These never leave an exception. */
#include <Python.h>

static PyObject *
features(PyObject *self, PyObject *args)
{
    PyObject *o, *dict;
    if (!PyArg_ParseTuple(args, "OO!", &o, &PyDict_Type, &dict))
        return NULL;
    int n = 0;
    if (PyObject_HasAttrString(o, "read"))
        n |= 1;
    if (PyDict_GetItemString(dict, "write") != NULL)
        n |= 2;
    if (PyMapping_HasKeyString(dict, "seek"))
        n |= 4;
    return PyLong_FromLong(n);
}

static PyMethodDef methods[] = {
    {"features", features, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "features", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_features(void)
{
    return PyModule_Create(&def);
}
