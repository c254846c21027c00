/* Without a place for the length, bytes with a NUL inside are refused. */
#include <Python.h>
#include <string.h>

static PyObject *
measure(PyObject *self, PyObject *data)
{
    char *s = "";

    if (!PyBytes_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "bytes wanted");
        return NULL;
    }
    PyBytes_AsStringAndSize(data, &s, NULL);
    return PyLong_FromSize_t(strlen(s));   // WARN result-with-exception
}

static PyMethodDef methods[] = {
    {"measure", measure, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "measure", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_measure(void)
{
    return PyModule_Create(&def);
}
