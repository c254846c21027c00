/* The caller keeps its argument alive: a balanced pair changes nothing. */
#include <Python.h>

static PyObject *
safe_len(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    Py_ssize_t n = PyObject_Size(arg);
    Py_DECREF(arg);
    if (n < 0) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return NULL;
        PyErr_Clear();
        return PyObject_Repr(arg);
    }
    return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"safe_len", safe_len, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "safe", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_safe(void)
{
    return PyModule_Create(&def);
}
