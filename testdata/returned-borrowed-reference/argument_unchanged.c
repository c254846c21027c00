/* Nothing to convert, so the argument itself is returned as it came. */
#include <Python.h>

static PyObject *
to_text(PyObject *self, PyObject *arg)
{
    if (PyUnicode_Check(arg))
        return arg; // WARN returned-borrowed-reference "'arg'"
    return PyObject_Str(arg);
}

static PyMethodDef methods[] = {
    {"to_text", to_text, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "text", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_text(void)
{
    return PyModule_Create(&def);
}
