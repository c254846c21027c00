/* Filled while the module is imported, by the init function and its helper. */
#include <Python.h>

static PyObject *error;
static int ready;

static int
prepare(void)
{
    ready = 1;
    error = PyErr_NewException("spam.error", NULL, NULL);
    return error == NULL ? -1 : 0;
}

static PyObject *
fail(PyObject *module, PyObject *ignored)
{
    PyErr_SetString(error, ready ? "ready" : "not ready");
    return NULL;
}

static PyMethodDef spam_methods[] = {
    {"fail", fail, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef spam = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, spam_methods, NULL, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    if (prepare() < 0)
        return NULL;
    return PyModule_Create(&spam);
}
