// PYTHON <3.12
#include <Python.h>

/* None has a count like any other object before Python 3.12. */
static PyObject *
reset(PyObject *self, PyObject *args)
{
    int hard = 0;
    if (!PyArg_ParseTuple(args, "|p:reset", &hard))
        return NULL;
    if (hard)
        PySys_WriteStderr("hard reset\n");
    return Py_None; // WARN returned-borrowed-reference
}

static PyMethodDef methods[] = {
    {"reset", reset, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "reset", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_reset(void)
{
    return PyModule_Create(&def);
}
