/* A type that is installed as the type of another one is kept by it, and so
 * is what a variable of the module is given.
 */
#include <Python.h>

static PyTypeObject *meta;
extern PyTypeObject Root_Type;

static PyObject *
root_install(PyObject *self, PyObject *arg)
{
    PyTypeObject *type = (PyTypeObject *)arg;
    meta = (PyTypeObject *)Py_NewRef(type);
    Py_SET_TYPE(&Root_Type, (PyTypeObject *)Py_NewRef(type));
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"install", root_install, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
