/* Keyword arguments are made for the call. */
#include <Python.h>

static PyObject *
configure(PyObject *module, PyObject *args, PyObject *kwargs)
{
    PyObject *level = NULL;
    if (kwargs != NULL)
        level = PyDict_GetItemString(kwargs, "level");
    return PyBool_FromLong(level != NULL && level != Py_None);
}

PyMethodDef configure_methods[] = {
    {"configure", (PyCFunction)(void (*)(void))configure,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};
