/* Without keyword arguments the dict is NULL. */
#include <Python.h>

static PyObject *
connect(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *host = PyDict_GetItemString(kwargs, "host"); // WARN unchecked-null "so it is without keyword arguments"
    if (host == NULL)
        Py_RETURN_NONE;
    return PyObject_Str(host);
}

static PyMethodDef methods[] = {
    {"connect", (PyCFunction)(void (*)(void))connect,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "connect", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_connect(void)
{
    return PyModule_Create(&def);
}
