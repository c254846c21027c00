/* The helper lends; the method that Python calls takes a reference. */
#include <Python.h>

static PyObject *modes;

static PyObject *
mode_at(Py_ssize_t i)
{
    if (modes == NULL || i >= PyTuple_GET_SIZE(modes))
        return NULL;
    return PyTuple_GET_ITEM(modes, i);
}

static PyObject *
mode(PyObject *self, PyObject *arg)
{
    Py_ssize_t i = PyNumber_AsSsize_t(arg, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    PyObject *m = mode_at(i);
    if (m == NULL) {
        PyErr_SetString(PyExc_IndexError, "no such mode");
        return NULL;
    }
    Py_INCREF(m);
    return m;
}

static PyMethodDef methods[] = {
    {"mode", mode, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "mode", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_mode(void)
{
    modes = Py_BuildValue("(sss)", "r", "w", "a");
    if (modes == NULL)
        return NULL;
    return PyModule_Create(&def);
}
