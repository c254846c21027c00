/* PyObject_IsTrue() returns -1 for failure, which is true in C. */
#include <Python.h>

static PyObject *
choose(PyObject *self, PyObject *args)
{
    PyObject *flag;
    if (!PyArg_ParseTuple(args, "O", &flag))
        return NULL;
    if (PyObject_IsTrue(flag))
        return PyUnicode_FromString("on"); // WARN result-with-exception "PyObject_IsTrue()"
    return PyUnicode_FromString("off");
}

static PyMethodDef methods[] = {
    {"choose", choose, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "choose", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_choose(void)
{
    return PyModule_Create(&def);
}
