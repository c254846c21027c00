/* PyModule_GetDict() lends the dict of the module. */
#include <Python.h>

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "consts", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_consts(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *dict = PyModule_GetDict(m);
    PyObject *pi = PyFloat_FromDouble(3.14159);
    if (pi == NULL || PyDict_SetItemString(dict, "pi", pi) < 0) {
        Py_XDECREF(pi);
        Py_DECREF(m);
        return NULL;
    }
    Py_DECREF(pi);
    Py_DECREF(dict); // WARN excess-release "'dict'"
    return m;
}
