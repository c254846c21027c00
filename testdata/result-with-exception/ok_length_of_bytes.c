/* Bytes that may hold a NUL, since the length is asked for, too: nothing is
 * left that could fail. */
#include <Python.h>

static PyObject *
encoded(PyObject *text)
{
    return PyUnicode_AsEncodedString(text, "latin-1", "strict");
}

static PyObject *
checksum(PyObject *self, PyObject *data)
{
    PyObject *tmp = NULL;
    Py_ssize_t size;
    long sum = 0;
    char *s;

    if (PyBytes_Check(data)) {
        PyBytes_AsStringAndSize(data, &s, &size);
    }
    else if (PyUnicode_Check(data)) {
        tmp = encoded(data);
        if (tmp == NULL)
            return NULL;
        PyBytes_AsStringAndSize(tmp, &s, &size);
    }
    else {
        PyErr_SetString(PyExc_TypeError, "text or bytes wanted");
        return NULL;
    }
    while (size-- > 0)
        sum += s[size];
    Py_XDECREF(tmp);
    return PyLong_FromLong(sum);
}

static PyMethodDef methods[] = {
    {"checksum", checksum, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "checksum", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_checksum(void)
{
    return PyModule_Create(&def);
}
