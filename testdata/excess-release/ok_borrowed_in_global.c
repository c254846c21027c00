/* Global variables that only look as if they lacked a reference. */
#include <Python.h>

static PyObject *current, *Error, *cached;

/* Put back before anybody can release it. */
static PyObject *
run_nested(PyObject *self, PyObject *callable)
{
    PyObject *before = current;
    current = callable;
    PyObject *result = PyObject_CallNoArgs(callable);
    current = before;
    return result;
}

/* The reference comes after the store. */
static PyObject *
remember(PyObject *self, PyObject *args)
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return NULL;
    PyObject *old = cached;
    cached = value;
    Py_INCREF(cached);
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"run_nested", run_nested, METH_O, NULL},
    {"remember", remember, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "nested", .m_size = -1,
    .m_methods = methods};

/* The variable lives on what the module has; released when that failed. */
PyMODINIT_FUNC
PyInit_nested(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    Error = PyErr_NewException("nested.Error", NULL, NULL);
    if (PyModule_AddObject(m, "Error", Error) < 0) {
        Py_CLEAR(Error);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}
