/* A negative status of the helper always comes with an exception. */
#include <Python.h>

static int
check_range(long v, long low, long high)
{
    if (v >= low && v <= high)
        return 0;
    PyErr_Format(PyExc_ValueError, "%ld is not in %ld..%ld", v, low, high);
    return -1;
}

static PyObject *
percent(PyObject *self, PyObject *args)
{
    long v;
    int rc;
    if (!PyArg_ParseTuple(args, "l", &v))
        return NULL;
    rc = check_range(v, 0, 100);
    if (rc < 0)
        return NULL;
    return PyLong_FromLong(v);
}

static PyMethodDef methods[] = {
    {"percent", percent, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "percent", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_percent(void)
{
    return PyModule_Create(&def);
}
