/* The exception is fetched, looked at and dropped. */
#include <Python.h>

static PyObject *
probe(PyObject *self, PyObject *o)
{
    int ok = 1;
    PyObject *r = PyObject_CallMethod(o, "probe", NULL);
    if (r == NULL) {
        PyObject *t, *v, *tb;
        PyErr_Fetch(&t, &v, &tb);
        Py_XDECREF(t);
        Py_XDECREF(v);
        Py_XDECREF(tb);
        ok = 0;
    }
    Py_XDECREF(r);
    return PyBool_FromLong(ok);
}

static PyMethodDef methods[] = {
    {"probe", probe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "probe", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_probe(void)
{
    return PyModule_Create(&def);
}
