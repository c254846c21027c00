/* One variable collects new references and acquired ones. */
#include <Python.h>

static PyObject *
normalize(PyObject *self, PyObject *args)
{
    PyObject *value, *fallback = NULL, *result;
    if (!PyArg_ParseTuple(args, "O|O", &value, &fallback))
        return NULL;
    if (PyLong_Check(value)) {
        result = value;
        Py_INCREF(result);
    }
    else if (fallback != NULL) {
        Py_INCREF(fallback);
        result = fallback;
    }
    else {
        result = PyNumber_Long(value);
    }
    return result;
}

static PyMethodDef methods[] = {
    {"normalize", normalize, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "normalize", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_normalize(void)
{
    return PyModule_Create(&def);
}
