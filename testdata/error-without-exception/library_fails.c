/* A function of the C library that nothing of this module hears of again has
   no way to an exception, also with the GIL. */
#include <Python.h>

#include <nl_types.h>

static PyObject *
message(PyObject *Py_UNUSED(self), PyObject *args)
{
    const char *name;
    int number;
    if (!PyArg_ParseTuple(args, "si", &name, &number))
        return NULL;
    nl_catd catalog = catopen(name, 0);
    if (catalog == (nl_catd)-1)
        return NULL; // WARN error-without-exception "NULL returned without"
    PyObject *text = PyUnicode_FromString(catgets(catalog, 1, number, ""));
    catclose(catalog);
    return text;
}

static PyMethodDef methods[] = {
    {"message", message, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}
