/* The value is refused in silence. */
#include <Python.h>

static PyObject *
set_level(PyObject *self, PyObject *args)
{
    int level;
    if (!PyArg_ParseTuple(args, "i:set_level", &level))
        return NULL;
    if (level < 0 || level > 9)
        return NULL; // WARN error-without-exception "NULL returned"
    return PyLong_FromLong(level);
}

static PyMethodDef methods[] = {
    {"set_level", set_level, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "level", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_level(void)
{
    return PyModule_Create(&def);
}

// RUN set_level(10)
