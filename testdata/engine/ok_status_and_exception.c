/* rc < 0 exactly when the exception is set and there is no object. */
#include <Python.h>

static int
load(PyObject *o, PyObject **out)
{
    *out = PyObject_Str(o);
    return *out == NULL ? -1 : 0;
}

static PyObject *
show(PyObject *self, PyObject *o)
{
    PyObject *s;
    int rc = load(o, &s);
    if (rc < 0)
        return NULL;
    return s;
}

static PyMethodDef methods[] = {
    {"show", show, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "show", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_show(void)
{
    return PyModule_Create(&def);
}
