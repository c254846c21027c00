/* The exception is put away for the clean-up and put back after it. */
#include <Python.h>

static PyObject *
run(PyObject *self, PyObject *args)
{
    PyObject *body, *cleanup;
    if (!PyArg_ParseTuple(args, "OO", &body, &cleanup))
        return NULL;
    PyObject *result = PyObject_CallObject(body, NULL);
    if (result == NULL) {
        PyObject *t, *v, *tb;
        PyErr_Fetch(&t, &v, &tb);
        PyObject *r = PyObject_CallObject(cleanup, NULL);
        if (r == NULL)
            PyErr_WriteUnraisable(cleanup);
        Py_XDECREF(r);
        PyErr_Restore(t, v, tb);
    }
    return result;
}

static PyMethodDef methods[] = {
    {"run", run, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "run", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_run(void)
{
    return PyModule_Create(&def);
}
