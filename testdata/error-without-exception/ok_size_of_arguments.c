/* The tuple of arguments has a size, and items below it. */
#include <Python.h>

static PyObject *
join(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_ssize_t n = PySequence_Length(args);
    if (n >= 0) {
        if (n == 1) {
            PyObject *first = PySequence_GetItem(args, 0);
            Py_DECREF(first);
        }
        return PyLong_FromSsize_t(n);
    }
    PyErr_Clear();
    return NULL;
}

static PyMethodDef methods[] = {
    {"join", join, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "joins", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_joins(void)
{
    return PyModule_Create(&module);
}
