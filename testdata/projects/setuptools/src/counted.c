#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <table.h>

#if !defined(HAVE_FLAG) || !defined(USE_POSIX) || defined(USE_WINDOWS)
#error "the macros of setup.py are wrong"
#endif
#if defined(NOT_THIS) || defined(FAST)
#error "a macro that is not sure to be defined"
#endif

static PyObject *
counted_size(PyObject *self, PyObject *args)
{
    return PyLong_FromLong(table_size() + PACKAGE_SERIAL);
}

static PyMethodDef counted_methods[] = {
    {"size", counted_size, METH_NOARGS, PACKAGE_VERSION " size"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef counted_module = {
    PyModuleDef_HEAD_INIT, "counted", NULL, 0, counted_methods,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_counted(void)
{
    return PyModule_Create(&counted_module);
}
