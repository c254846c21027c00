/* What is returned has been released one line above. */
#include <Python.h>

static PyObject *
load(PyObject *self, PyObject *name)
{
    PyObject *module = PyImport_Import(name);
    if (module == NULL)
        return NULL;
    PyObject *api = PyObject_GetAttrString(module, "api");
    Py_DECREF(module);
    if (api == NULL)
        return NULL;
    Py_DECREF(api);
    return api; // WARN returned-borrowed-reference "'api'"
}

static PyMethodDef methods[] = {
    {"load", load, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "loader", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_loader(void)
{
    return PyModule_Create(&def);
}
